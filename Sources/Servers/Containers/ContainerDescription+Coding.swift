// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A description as bytes: what a parser's process answers. What is read from them is bounded, whoever wrote them.
extension ContainerDescription {
  /// A character may have many bytes.
  private static let textLimit = 64 << 10

  func encode(into encoder: inout ValueEncoder) {
    for text in [name, image, serverName, serverLabel, podNamespace, podName] { encoder.put(text) }
    encoder.put(arguments)
    encoder.put(labels)
    encoder.put(ports) {
      $0.put($1.address.bytes)
      $0.put(UInt32($1.port))
    }
  }

  init(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) {
    self.init()
    name = try decoder.text(most: Self.textLimit)
    image = try decoder.text(most: Self.textLimit)
    serverName = try decoder.text(most: Self.textLimit)
    serverLabel = try decoder.text(most: Self.textLimit)
    podNamespace = try decoder.text(most: Self.textLimit)
    podName = try decoder.text(most: Self.textLimit)
    arguments = try decoder.texts(most: 257, each: Self.textLimit)
    labels = try decoder.texts(most: 128, each: 2 * Self.textLimit + 1)
    ports = try decoder.list(most: 512) { decoder throws(ValueDecoder.Fault) in
      try Self.port(from: &decoder)
    }
  }

  private static func port(
    from decoder: inout ValueDecoder
  ) throws(ValueDecoder.Fault) -> Endpoint {
    let address = IPAddress(bytes: try decoder.data(most: 16))
    guard let address, let port = UInt16(exactly: try decoder.number()), port != 0 else {
      throw .value
    }
    return Endpoint(address: address, port: port)
  }
}
