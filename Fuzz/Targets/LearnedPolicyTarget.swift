// SPDX-License-Identifier: Apache-2.0

import Events
import Policies

/// Names of servers, packages and hosts that `learn` writes into a draft: lines of
/// `SERVER TAB HOST TAB PORT TAB PACKAGE`.
enum LearnedPolicyTarget: Target {
  static let name = "learned-policies"
  static let about =
    "drafts of learn; a draft is a policy without errors that names the same servers"
  static let rounds: UInt64 = 2_500
  static let words = [
    "\t", "\n", "api.test", "*.test", "localhost", "\"", "'", "\\", "# ", ": ", "- ", "&a", "*a",
    "npm:a@1",
    "\u{85}", "\u{2028}", "\u{feff}", "{", "null", "~", "1", "yes", "<<", "servers",
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] {
    [
      "github\tapi.github.test\t443\tnpm:a@1.2.3\nfiles\t\t8080\t",
      "a b\t*.x\t53\t\nc\tlocalhost\t0\t",
      "<<\tx.test\t1\t#\n~\ty.test\t65535\t\"",
    ].map { Array($0.utf8) }
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    var learned = LearnedPolicy()
    var names: Set<String> = []
    for line in String(decoding: input, as: UTF8.self).split(separator: "\n").prefix(300) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard let name = fields.first, !name.isEmpty, name.utf8.count <= 256 else { continue }
      if note(fields, name, in: &learned) { names.insert(name) }
    }
    let text = learned.text(notes: [String(decoding: input.prefix(300), as: UTF8.self)])
    let reading = Policy.read(text, file: "draft.yaml")
    try hold(
      "a draft has no errors", (reading.diagnostics, text),
      !reading.diagnostics.contains { $0.level == .error })
    let read = Set(reading.policy?.servers.map(\.name) ?? [])
    try hold("a draft lists the servers that used something", (read, names), read == names)
    try update(learned, names)
    return !names.isEmpty
  }

  /// A file that a person wrote is added to, and stays: each of its lines is there, in order.
  private static func update(_ learned: LearnedPolicy, _ names: Set<String>) throws(Find) {
    let own = "egret: 1\nservers:\n  own:  # mine\n    expect:\n      - own.test\n# the end\n"
    guard let updated = learned.update(own, file: "own.yaml") else { return }
    let reading = Policy.read(updated, file: "own.yaml")
    try hold(
      "an updated policy has no errors", (reading.diagnostics, updated),
      !reading.diagnostics.contains { $0.level == .error })
    let read = Set(reading.policy?.servers.map(\.name) ?? [])
    try hold("an updated policy has them all", (read, names), read == names.union(["own"]))
  }

  /// Whether a policy would list what was noted.
  private static func note(
    _ fields: [String], _ name: String, in learned: inout LearnedPolicy
  ) -> Bool {
    learned.note(server: name, package: fields.count > 3 ? fields[3] : nil)
    let endpoint = Endpoint(
      address: IPAddress(v4: 0xc633_6407), port: fields.count > 2 ? UInt16(fields[2]) ?? 0 : 0)
    learned.note(
      server: name, endpoint: endpoint, transport: name.utf8.count.isMultiple(of: 2) ? .tcp : .udp,
      names: fields.count > 1 ? [fields[1]] : [],
      LearnedSighting(time: Instant(nanoseconds: 1), program: name, evidence: "dns"))
    if fields.count > 4 { learned.refuse(server: name, what: fields[4], because: "why") }
    return endpoint.port != 0
  }
}
