// SPDX-License-Identifier: Apache-2.0

/// Reads one configuration file. Never fails as a whole: what cannot be used is in `problems`.
package enum ConfigurationReader {
  package static func read(
    _ bytes: [UInt8], file: String, source: ConfigurationSource
  ) -> ConfigurationReading {
    var left: [UInt8]? = bytes
    return read(file: file, source: source) { left.take() }
  }

  /// The same of a file that comes piece by piece; `next` gives nil at the end.
  package static func read(
    file: String, source: ConfigurationSource, _ next: @escaping () -> [UInt8]?
  ) -> ConfigurationReading {
    let parsed = parse(next, as: source)
    guard let value = parsed.value else {
      return ConfigurationReading(problems: parsed.problems, isBlank: parsed.isBlank)
    }
    var collector = EntryCollector(file: file, source: source)
    collector.collect(value)
    var reading = collector.reading
    reading.problems = Array(
      (parsed.problems + reading.problems).prefix(ConfigurationLimits.problems))
    return reading
  }

  /// The most bytes of a file that are read.
  package static func sizeLimit(of format: ConfigurationFormat) -> Int {
    switch format {
    case .json, .json5: ConfigurationLimits.streamSize
    case .toml, .yaml, .xml: ConfigurationLimits.size
    case .sqlite: ConfigurationLimits.databaseSize
    }
  }

  private static func parse(
    _ next: @escaping () -> [UInt8]?, as source: ConfigurationSource
  ) -> JSONCParser.Reading {
    if source.format == .json || source.format == .json5 {
      return JSONCParser.read(
        next, keeping: source.shape.kept, isLoose: source.format == .json5)
    }
    let limit = sizeLimit(of: source.format)
    guard let bytes = whole(next, limit: limit) else {
      let text = "larger than \(limit >> 20) MiB; not read"
      return .init(
        value: nil, problems: [ConfigurationProblem(text: text, lost: .file)], isBlank: false)
    }
    let (value, problems) = parse(bytes, as: source.format)
    return .init(value: value, problems: problems, isBlank: bytes.allSatisfy { $0 <= 0x20 })
  }

  private static func parse(
    _ bytes: [UInt8], as format: ConfigurationFormat
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    switch format {
    case .json, .json5: JSONCParser.parse(bytes)
    case .toml: TOMLDocument.parse(bytes)
    case .yaml: YAMLDocument.parse(bytes)
    case .xml: XMLParser.parse(bytes, keeping: EntryCollector.jetBrainsComponents)
    case .sqlite: DatabaseDocument.parse(bytes)
    }
  }

  /// nil where it is too large.
  private static func whole(_ next: () -> [UInt8]?, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while let more = next() {
      bytes += more
      if bytes.count > limit { return nil }
    }
    return bytes
  }
}
