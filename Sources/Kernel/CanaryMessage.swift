// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What the canary's process says on its line, one message each: the flag's changes, which wait for an answer, and
/// then what it did.
enum CanaryMessage: Hashable, Sendable {
  case raise, lower
  case did(CanaryAct)
  case didTo(CanaryAct, Endpoint, TransportProtocol)
  case didToName(CanaryAct, String)
  case couldNot(CanaryAct, String)
  /// Nothing more of this flight.
  case end

  /// Bytes of the longest message.
  static let limit = 512

  var bytes: [UInt8] {
    switch self {
    case .raise: [0]
    case .lower: [1]
    case .end: [2]
    case .did(let act): [3, act.number]
    case .didTo(let act, let endpoint, let transport):
      [4, act.number] + Self.halves(endpoint.port) + Self.halves(transport.number)
        + endpoint.address.bytes
    case .didToName(let act, let name): [5, act.number] + name.utf8.prefix(Self.limit - 2)
    case .couldNot(let act, let why): [6, act.number] + why.utf8.prefix(Self.limit - 2)
    }
  }

  /// Nil for what is none.
  init?(_ bytes: [UInt8]) {
    switch bytes {
    case [0]: self = .raise
    case [1]: self = .lower
    case [2]: self = .end
    default:
      guard (2...Self.limit).contains(bytes.count), let act = CanaryAct(number: bytes[1])
      else { return nil }
      self.init(kind: bytes[0], act, rest: bytes.dropFirst(2))
    }
  }

  private init?(kind: UInt8, _ act: CanaryAct, rest: ArraySlice<UInt8>) {
    switch kind {
    case 3 where rest.isEmpty: self = .did(act)
    case 4:
      guard let address = IPAddress(bytes: rest.dropFirst(4)) else { return nil }
      let endpoint = Endpoint(address: address, port: Self.number(rest.prefix(2)))
      let transport = TransportProtocol(number: Self.number(rest.dropFirst(2).prefix(2)))
      self = .didTo(act, endpoint, transport)
    case 5: self = .didToName(act, String(decoding: rest, as: UTF8.self))
    case 6: self = .couldNot(act, String(decoding: rest, as: UTF8.self))
    default: return nil
    }
  }

  private static func halves(_ number: UInt16) -> [UInt8] {
    [UInt8(number >> 8), UInt8(number & 255)]
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.reduce(0) { $0 << 8 | UInt16($1) }
  }
}

extension CanaryAct {
  /// As the line spells it.
  var number: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }

  /// Nil for a number that is no act's.
  init?(number: UInt8) {
    guard number < Self.allCases.count else { return nil }
    self = Self.allCases[Int(number)]
  }
}
