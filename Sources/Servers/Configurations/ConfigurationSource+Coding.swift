// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a parser's process must know of a file: how to read it, and what is not in its bytes.
extension ConfigurationSource {
  private static let pathLimit = 4_096

  func encode(into encoder: inout ValueEncoder) {
    encoder.put(client)
    encoder.put(scope.rawValue)
    encoder.put(format.rawValue)
    shape.encode(into: &encoder)
    encoder.put(user) { $0.put($1) }
    encoder.put(project)
    encoder.put(home)
  }

  init(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) {
    let client: String = try decoder.text(most: Self.pathLimit)
    guard let scope = ServerEntry.Scope(rawValue: try decoder.text(most: 16)),
      let format = ConfigurationFormat(rawValue: try decoder.text(most: 16))
    else { throw .value }
    self.init(
      client: client, scope: scope, format: format,
      shape: try ConfigurationShape(from: &decoder),
      user: try decoder.optional { decoder throws(ValueDecoder.Fault) in try decoder.number() },
      project: try decoder.text(most: Self.pathLimit), home: try decoder.text(most: Self.pathLimit))
  }
}
