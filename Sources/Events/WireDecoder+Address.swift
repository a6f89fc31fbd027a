// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// Addresses and the small numbers beside them.
extension WireDecoder {
  /// AF_* of Linux.
  private static let familyNone: UInt16 = 0
  private static let familyUnix: UInt16 = 1
  private static let familyIPv4: UInt16 = 2
  private static let familyIPv6: UInt16 = 10

  /// An address that must be IP.
  static func endpoint(
    _ wire: wire_address, field: StaticString
  ) throws(Malformed) -> Endpoint {
    guard case .ip(let endpoint) = socketAddress(wire) else {
      throw .family(field: field, value: wire.family)
    }
    return endpoint
  }

  /// `path` is that of a Unix socket; nil where the record does not carry one.
  static func socketAddress(_ wire: wire_address, path: [UInt8]? = nil) -> SocketAddress {
    switch (wire.family, path) {
    case (familyNone, _): .none
    case (familyIPv4, _): ip(wire, size: 4)
    case (familyIPv6, _): ip(wire, size: 16)
    case (familyUnix, let path?): .unix(unixName(path))
    default: .other(family: wire.family)
    }
  }

  private static func ip(_ wire: wire_address, size: Int) -> SocketAddress {
    let address = unsafe withUnsafeBytes(of: wire.bytes) { bytes in
      unsafe IPAddress(bytes: bytes.prefix(size))
    }
    guard let address else { return .other(family: wire.family) }
    return .ip(Endpoint(address: address, port: wire.port))
  }

  /// unix(7): a path ends at its first 0; an abstract name begins with 0 and may hold more of them;
  /// nothing at all is an unnamed socket. A path that itself begins with `@` becomes `./@…`.
  private static func unixName(_ path: [UInt8]) -> String {
    guard let first = path.first else { return "" }
    if first == 0 {
      return path.count > 1 ? "@" + String(decoding: path.dropFirst(), as: UTF8.self) : ""
    }
    let text = String(decoding: path.prefix { $0 != 0 }, as: UTF8.self)
    return first == UInt8(ascii: "@") ? "./" + text : text
  }

  /// What the rows of `bpf/include/hooks.h` are called in events; the place is the row's number.
  private static let hooks: [Hook?] = (0..<WIRE_HOOK_NUMBERS.rawValue).map { number in
    guard let row = unsafe wire_hook_row(number), let name = unsafe row.pointee.name else {
      return nil
    }
    return Hook(rawValue: unsafe String(cString: name))
  }

  static func hook(_ number: UInt8) throws(Malformed) -> Hook {
    guard Int(number) < hooks.count, let hook = hooks[Int(number)] else {
      throw .number(field: "hook", value: UInt32(number))
    }
    return hook
  }

  static func via(_ number: UInt8) throws(Malformed) -> Via {
    switch wire_via(UInt32(number)) {
    case WIRE_VIA_UNKNOWN: .unknown
    case WIRE_VIA_SYSCALL: .syscall
    case WIRE_VIA_IO_URING: .ioUring
    case WIRE_VIA_COMPAT: .compat
    case WIRE_VIA_KERNEL: .kernel
    default: throw .number(field: "via", value: UInt32(number))
    }
  }

  static func askedAddress(
    state: UInt8, _ address: SocketAddress
  ) throws(Malformed) -> AskedAddress {
    switch wire_asked_state(UInt32(state)) {
    case WIRE_ASKED_NONE: .none
    case WIRE_ASKED_READ: .read(address)
    case WIRE_ASKED_UNREADABLE: .unreadable
    case WIRE_ASKED_MANY: .many
    default: throw .number(field: "asked state", value: UInt32(state))
    }
  }
}
