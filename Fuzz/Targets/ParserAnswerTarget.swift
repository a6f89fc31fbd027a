// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers

/// What parsers' processes answer, and what they are asked: whoever took one over says what it likes.
enum ParserAnswerTarget: Target {
  static let name = "parser-answers"
  static let about = "answers of parsers' processes; values are bounded and fit to be shown"
  static let rounds: UInt64 = 8_000

  private static let file = "/home/a/f"
  private static let source = ConfigurationSource(
    client: "Cursor", scope: .user, format: .json, shape: .claudeCode, user: 1_000,
    home: "/home/a")
  private static let request = ConfigurationRequest(file: file, source: source)

  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] {
    let texts = try corpus.golden(".cursor/mcp.json") + [Array("[".utf8), Array("{}".utf8)]
    let readings = texts.map { text in
      var left: [UInt8]? = text
      return request.answer { left.take() }
    }
    let policies = try corpus.golden("policy.yaml").map(PolicyDocument.answer)
    let container = ContainerRequest(.runtimeSpecification, id: ContainerTarget.id)
    let specification = Array(#"{"process": {"args": ["a", "b"]}, "annotations": {"c": "d"}}"#.utf8)
    return readings + policies
      + [
        request.encoded, container.encoded, container.answer(specification).encoded,
        RegistryFile.npmrc.answer(Array("registry=https://a.test/".utf8)),
      ]
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let reading = ConfigurationReading(encoded: input, file: file, source: source)
    if let reading { try check(reading, input) }
    let document = PolicyDocument(encoded: input)
    if let document {
      try hold(
        "a document comes back", document, PolicyDocument(encoded: document.encoded) == document)
    }
    let answer = ContainerAnswer(encoded: input)
    try hold("a root is relative", answer, answer?.root?.hasPrefix("/") != true)
    let asked = ConfigurationRequest(encoded: input)
    let container = ContainerRequest(encoded: input)
    if let asked { try hold("a request comes back", asked, asked.encoded == input) }
    if let container { try hold("a request comes back", container, container.encoded == input) }
    return reading != nil || document != nil || answer != nil || asked != nil || container != nil
      || RegistryFile.endpoints(encoded: input) != nil
  }

  private static func check(_ reading: ConfigurationReading, _ input: [UInt8]) throws(Find) {
    try hold("entries are bounded", reading.entries.count, reading.entries.count <= 4_000)
    try hold("problems are bounded", reading.problems.count, reading.problems.count <= 101)
    for problem in reading.problems { try Rules.isShown("a problem", problem.text, limit: 40_000) }
    for entry in reading.entries {
      try hold(
        "an entry is of its file and its user", entry,
        entry.file == file && entry.user == 1_000 && entry.client == "Cursor")
      try hold(
        "an entry's name is bounded", entry.name, (1...256).contains(entry.name.utf8.count))
    }
    // What is fit to be shown is longer than what was said.
    var reading = reading
    reading.problems = []
    let bytes = reading.encoded
    try hold(
      "a reading comes back", reading,
      ConfigurationReading(encoded: bytes, file: file, source: source) == reading)
  }
}
