// SPDX-License-Identifier: Apache-2.0

/// Reads one configuration file. Never fails as a whole: what cannot be used is in `problems`.
package enum ConfigurationReader {
  package static func read(
    _ bytes: [UInt8], file: String, source: ConfigurationSource
  ) -> ConfigurationReading {
    guard bytes.count <= ConfigurationLimits.size else {
      let text = "larger than \(ConfigurationLimits.size >> 20) MiB; not read"
      return ConfigurationReading(problems: [ConfigurationProblem(text: text)])
    }
    let (value, problems) = parse(bytes, as: source.format)
    guard let value else { return ConfigurationReading(problems: problems) }
    var collector = EntryCollector(file: file, source: source)
    collector.collect(value)
    var reading = collector.reading
    reading.problems = Array((problems + reading.problems).prefix(ConfigurationLimits.problems))
    return reading
  }

  private static func parse(
    _ bytes: [UInt8], as format: ConfigurationFormat
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    switch format {
    case .json: JSONCParser.parse(bytes)
    case .toml: TOMLDocument.parse(bytes)
    case .yaml: YAMLDocument.parse(bytes)
    }
  }
}
