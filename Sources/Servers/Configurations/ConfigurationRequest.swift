// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a parser's process is asked about a configuration: which file, and how to read it.
package struct ConfigurationRequest: Hashable, Sendable {
  package var file: String
  package var source: ConfigurationSource

  package init(file: String, source: ConfigurationSource) {
    self.file = file
    self.source = source
  }

  package var encoded: [UInt8] {
    var encoder = ValueEncoder()
    encoder.put(file)
    source.encode(into: &encoder)
    return encoder.bytes
  }

  package init?(encoded bytes: [UInt8]) {
    let read = try? ValueDecoder.read(bytes) {
      decoder throws(ValueDecoder.Fault) in
      ConfigurationRequest(
        file: try decoder.text(most: ConfigurationLimits.string),
        source: try ConfigurationSource(from: &decoder))
    }
    guard let read else { return nil }
    self = read
  }

  /// The reading, encoded.
  package func answer(_ next: @escaping () -> [UInt8]?) -> [UInt8] {
    ConfigurationReader.read(file: file, source: source, next).encoded
  }
}
