// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A reading as bytes: what a parser's process answers. What is read from them is as bounded as what a reader of
/// this process gives, whoever wrote them.
extension ConfigurationReading {
  package var encoded: [UInt8] {
    var encoder = ValueEncoder()
    encoder.put(entries) { $1.encode(into: &$0) }
    encoder.put(problems) { $1.encode(into: &$0) }
    for texts in [projects, references, workspaces] { encoder.put(texts) }
    encoder.put(isBlank)
    return encoder.bytes
  }

  /// Nil where the bytes are no reading of such a file.
  package init?(encoded bytes: [UInt8], file: String, source: ConfigurationSource) {
    let read = try? ValueDecoder.read(bytes) {
      decoder throws(ValueDecoder.Fault) in
      try ConfigurationReading(from: &decoder, file: file, source: source)
    }
    guard let read else { return nil }
    self = read
  }

  private init(
    from decoder: inout ValueDecoder, file: String, source: ConfigurationSource
  ) throws(ValueDecoder.Fault) {
    let entries = try decoder.list(most: ConfigurationLimits.projectEntries) {
      decoder throws(ValueDecoder.Fault) in
      try ServerEntry(from: &decoder, file: file, source: source)
    }
    let problems = try decoder.list(most: ConfigurationLimits.problems + 1) {
      decoder throws(ValueDecoder.Fault) in try ConfigurationProblem(from: &decoder)
    }
    self.init(
      entries: entries, problems: problems, projects: try Self.paths(from: &decoder),
      references: try Self.paths(from: &decoder), workspaces: try Self.paths(from: &decoder),
      isBlank: try decoder.flag())
  }

  private static func paths(
    from decoder: inout ValueDecoder
  ) throws(ValueDecoder.Fault) -> [String] {
    try decoder.texts(most: ConfigurationLimits.projects, each: ConfigurationLimits.string)
  }
}
