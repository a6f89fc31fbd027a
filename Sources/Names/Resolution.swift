// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What an answer says of the name that was asked for; records of other names count for nothing.
struct Resolution {
  /// Aliases followed at most, and bytes of their names: what a record may cost to keep.
  private static let chainLimit = 12
  private static let textLimit = 1_024
  /// The text of a host name.
  private static let nameLimit = 253
  private static let addressLimit = 512
  private static let referralLimit = 16

  typealias Timed<Value> = (value: Value, timeToLive: UInt32)

  /// The host that was asked for: of `_mongodb._tcp.db.example` it is `db.example`.
  let name: String
  let chain: [String]
  /// Seconds to live: the shortest on the way to the address.
  private(set) var addresses: [Timed<IPAddress>] = []
  /// Names to ask for in the place of `name`: servers, targets of services, an alias without an
  /// address.
  private(set) var referrals: [Timed<String>] = []

  /// nil where nothing is to be learned: an error, several questions, another class, aliases that
  /// go round or on for ever, a name that no host can have.
  init?(_ answer: DNSMessage) {
    guard answer.isAnswer, answer.operation == 0, answer.responseCode == 0,
      answer.questions.count == 1, let question = answer.questions.first, question.isInternet,
      let host = Self.host(question), let path = Self.path(from: question, in: answer.answers)
    else { return nil }
    name = host
    chain = path.names
    let owner = path.names.last ?? question.name
    for record in answer.answers where record.name == owner {
      take(record, of: question, timeToLive: min(record.timeToLive, path.timeToLive))
    }
    if addresses.isEmpty, referrals.isEmpty, let last = path.names.last {
      refer(to: last, timeToLive: path.timeToLive)
    }
  }

  private mutating func take(
    _ record: DNSRecord, of question: DNSQuestion, timeToLive: UInt32
  ) {
    switch record.payload {
    case .address(let address): add(address, timeToLive: timeToLive)
    case .server(let target) where question.type == .srv: refer(to: target, timeToLive: timeToLive)
    case .service(let binding) where Self.isOfServices(question.type):
      for address in binding.hints { add(address, timeToLive: timeToLive) }
      if binding.target != "." { refer(to: binding.target, timeToLive: timeToLive) }
    case .alias, .server, .service, .text, .other: return
    }
  }

  private mutating func add(_ address: IPAddress, timeToLive: UInt32) {
    guard addresses.count < Self.addressLimit, address.scope != .unspecified,
      !addresses.contains(where: { $0.value == address })
    else { return }
    addresses.append((address, timeToLive))
  }

  private mutating func refer(to target: String, timeToLive: UInt32) {
    guard target != ".", target != name, target.utf8.count <= Self.nameLimit,
      referrals.count < Self.referralLimit
    else { return }
    referrals.append((target, timeToLive))
  }

  private static func isOfServices(_ type: DNSType) -> Bool { type == .https || type == .svcb }

  /// The question's host, without the labels that name a service (RFC 8552); nil for a name that no
  /// host can have.
  private static func host(_ question: DNSQuestion) -> String? {
    var host = question.name[...]
    if isOfServices(question.type) || question.type == .srv {
      while host.first == "_", let dot = host.firstIndex(of: ".") {
        host = host[host.index(after: dot)...]
      }
    }
    guard host != ".", !host.isEmpty, question.name.utf8.count <= nameLimit else { return nil }
    return String(host)
  }

  private static func path(
    from question: DNSQuestion, in records: [DNSRecord]
  ) -> (names: [String], timeToLive: UInt32)? {
    let aliases = aliases(records, followsServices: isOfServices(question.type))
    var names: [String] = []
    var text = 0
    var timeToLive = UInt32.max
    var owner = question.name
    while let alias = aliases[owner] {
      text += alias.value.utf8.count
      guard names.count < chainLimit, text <= textLimit else { return nil }
      names.append(alias.value)
      timeToLive = min(timeToLive, alias.timeToLive)
      owner = alias.value
    }
    return (names, timeToLive)
  }

  /// The first alias of each name.
  private static func aliases(
    _ records: [DNSRecord], followsServices: Bool
  ) -> [String: Timed<String>] {
    var aliases: [String: Timed<String>] = [:]
    for record in records where aliases[record.name] == nil {
      switch record.payload {
      case .alias(let target): aliases[record.name] = (target, record.timeToLive)
      case .service(let binding) where followsServices && binding.isAlias && binding.target != ".":
        aliases[record.name] = (binding.target, record.timeToLive)
      case .address, .server, .service, .text, .other: continue
      }
    }
    return aliases
  }
}
