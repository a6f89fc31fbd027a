// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A file in which an installer's configuration names where it downloads from.
package enum RegistryFile: UInt8, Hashable, Sendable, CaseIterable {
  case npmrc, pipConf, uvToml, bunfig

  private static let mostEndpoints = 4_096

  /// Endpoints in the policy's spelling.
  package func endpoints(_ text: String) -> [String] {
    switch self {
    case .npmrc: RegistryHosts.npmrc(text)
    case .pipConf: RegistryHosts.pipConf(text)
    case .uvToml: RegistryHosts.uvToml(text)
    case .bunfig: RegistryHosts.bunfig(text)
    }
  }

  /// What a parser's process answers about a file of those bytes.
  package func answer(_ bytes: [UInt8]) -> [UInt8] {
    var encoder = ValueEncoder()
    encoder.put(Array(endpoints(String(decoding: bytes, as: UTF8.self)).prefix(Self.mostEndpoints)))
    return encoder.bytes
  }

  /// Nil where the bytes are no such answer.
  package static func endpoints(encoded bytes: [UInt8]) -> [String]? {
    try? ValueDecoder.read(bytes) { decoder throws(ValueDecoder.Fault) in
      try decoder.texts(most: mostEndpoints, each: 4_096)
    }
  }
}
