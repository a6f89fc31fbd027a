// SPDX-License-Identifier: Apache-2.0

import Events
import Policies

/// Policy files.
enum PolicyTarget: Target {
  static let name = "policies"
  static let about = "policy files; diagnostics have places in the file and are fit to be shown"
  static let rounds: UInt64 = 4_000
  static let words = [
    "egret: 1\n", "servers:\n", "  a:\n", "    expect:", "    match:\n", "      package: ",
    "      command: ", "[any]", "[none]", "- ", "host: ", "port: ", "max-upload: 10MB",
    "resolvers: ",
    "*", "&a", "*a", "<<: ", "\"", "'", "10.0.0.0/8:5432", "*.a.test", ":", "{", "}", "[", "]",
    "\t",
  ]

  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] {
    try corpus.golden("policy.yaml") + [corpus.file("packaging/policy.yaml")].compactMap(\.self)
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let reading = Policy.read(text, file: "policy.yaml")
    let lines = Rules.lines(of: input)
    try hold(
      "diagnostics are bounded", reading.diagnostics.count, reading.diagnostics.count <= 101)
    for diagnostic in reading.diagnostics {
      try Rules.isShown("a diagnostic", diagnostic.description, limit: 4_000)
      try hold(
        "a diagnostic's place is in the file", diagnostic,
        lines.contains(diagnostic.place.line) && diagnostic.place.column >= 1)
    }
    try hold(
      "a policy that is refused says why", reading.diagnostics,
      reading.policy != nil || reading.diagnostics.contains { $0.level == .error })
    return reading.policy != nil
  }
}
