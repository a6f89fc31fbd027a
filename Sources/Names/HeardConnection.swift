// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A connection whose client may still say something.
enum HeardConnection: Sendable {
  case stream(HeardStream)
  case datagrams(HeardDatagrams)

  var isAtEnd: Bool {
    switch self {
    case .stream(let stream): stream.reader.isAtEnd
    case .datagrams(let datagrams): datagrams.isForeign
    }
  }

  /// Bytes that wait for others.
  var held: Int {
    switch self {
    case .stream(let stream): stream.reader.held
    case .datagrams(let datagrams): datagrams.held
    }
  }

  mutating func take(_ segment: StreamSegment) -> [Claim] {
    switch self {
    case .stream(var stream):
      let claims = stream.take(segment)
      self = .stream(stream)
      return claims
    case .datagrams(var datagrams):
      let claims = datagrams.take(segment)
      self = .datagrams(datagrams)
      return claims
    }
  }
}
