// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a client says to a SOCKS proxy before its own bytes: version 4 and 4a in one message, version 5
/// in two or three (RFC 1928, RFC 1929).
enum SOCKSGreeting {
  private static let textLimit = 255

  /// The request and how many bytes it took, with all before it.
  static func parse(_ bytes: ArraySlice<UInt8>) -> Reading<Found> {
    var cursor = ByteCursor(bytes)
    let result: Reading<ProxyTarget>
    switch cursor.number(bytes: 1) {
    case 4: result = version4(&cursor)
    case 5: result = version5(&cursor)
    case nil: return .incomplete
    default: return .foreign
    }
    switch result {
    case .incomplete: return .incomplete
    case .foreign: return .foreign
    case .found(let request):
      return .found(Found(request: request, length: bytes.count - cursor.rest.count))
    }
  }

  struct Found: Hashable, Sendable {
    var request: ProxyTarget
    var length: Int
  }

  /// `CD(8) DSTPORT(16) DSTIP(32) USERID NUL`, and with 4a, where the address is 0.0.0.x, a name and
  /// NUL.
  private static func version4(_ cursor: inout ByteCursor) -> Reading<ProxyTarget> {
    guard let command = cursor.number(bytes: 1) else { return .incomplete }
    guard command == 1 || command == 2 else { return .foreign }
    guard let port = cursor.number(bytes: 2), let bytes = cursor.take(4) else { return .incomplete }
    switch text(&cursor) {
    case .incomplete: return .incomplete
    case .foreign: return .foreign
    case .found: break
    }
    guard let address = IPAddress(bytes: bytes) else { return .foreign }
    let isNamed = bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last != 0
    guard isNamed else {
      return .found(
        ProxyTarget(
          way: .socks4, host: address.description, port: UInt16(truncatingIfNeeded: port)))
    }
    switch text(&cursor) {
    case .incomplete: return .incomplete
    case .foreign: return .foreign
    case .found(let name): return request(.socks4a, HostText.text(name[...]), port: port)
    }
  }

  /// Bytes up to NUL, which is taken too.
  private static func text(_ cursor: inout ByteCursor) -> Reading<[UInt8]> {
    let text = cursor.rest.prefix { $0 != 0 }
    guard text.count <= textLimit else { return .foreign }
    guard cursor.take(text.count + 1) != nil else { return .incomplete }
    return .found(Array(text))
  }

  /// `NMETHODS(8) METHODS`, then perhaps `1 ULEN(8) UNAME PLEN(8) PASSWD`, then the request.
  private static func version5(_ cursor: inout ByteCursor) -> Reading<ProxyTarget> {
    guard let methods = cursor.vector(lengthBytes: 1) else { return .incomplete }
    guard !methods.isEmpty else { return .foreign }
    if cursor.rest.first == 1 {
      guard cursor.take(1) != nil, cursor.vector(lengthBytes: 1) != nil,
        cursor.vector(lengthBytes: 1) != nil
      else { return .incomplete }
    }
    return request5(&cursor)
  }

  /// `5 CMD(8) 0 ATYP(8) DST.ADDR DST.PORT(16)` (RFC 1928, section 4).
  private static func request5(_ cursor: inout ByteCursor) -> Reading<ProxyTarget> {
    guard let version = cursor.number(bytes: 1) else { return .incomplete }
    guard version == 5 else { return .foreign }
    guard let command = cursor.number(bytes: 1), cursor.take(1) != nil,
      let type = cursor.number(bytes: 1)
    else { return .incomplete }
    guard (1...3).contains(command) else { return .foreign }
    let place: ArraySlice<UInt8>?
    switch type {
    case 1: place = cursor.take(4)
    case 3: place = cursor.vector(lengthBytes: 1)
    case 4: place = cursor.take(16)
    default: return .foreign
    }
    guard let place, let port = cursor.number(bytes: 2) else { return .incomplete }
    let host = type == 3 ? HostText.text(place) : IPAddress(bytes: place)?.description
    return request(.socks5, host, port: port)
  }

  private static func request(
    _ way: ProxyTarget.Way, _ host: String?, port: Int
  ) -> Reading<ProxyTarget> {
    guard let host else { return .foreign }
    return .found(ProxyTarget(way: way, host: host, port: UInt16(truncatingIfNeeded: port)))
  }
}
