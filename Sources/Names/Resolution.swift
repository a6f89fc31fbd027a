// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What an answer says of the name that was asked for; records of other names count for nothing.
struct Resolution {
  /// Aliases followed at most, and bytes of their names: what a record may cost to keep.
  private static let chainLimit = 12
  private static let textLimit = 1_024
  /// The text of a host name.
  private static let nameLimit = 253

  let name: String
  let chain: [String]
  /// Seconds to live: the shortest on the way to the address.
  let addresses: [(IPAddress, timeToLive: UInt32)]

  /// nil where nothing is to be learned: an error, several questions, another class, aliases that
  /// go round or on for ever, a name that no host can have.
  init?(_ answer: DNSMessage) {
    guard answer.isAnswer, answer.operation == 0, answer.responseCode == 0,
      answer.questions.count == 1, let question = answer.questions.first, question.isInternet,
      question.name != ".", question.name.utf8.count <= Self.nameLimit,
      let path = Self.path(from: question.name, in: answer.answers)
    else { return nil }
    name = question.name
    chain = path.names
    let owner = path.names.last ?? name
    var seen: Set<IPAddress> = []
    addresses = answer.answers.compactMap { record in
      guard record.name == owner, case .address(let address) = record.payload,
        seen.insert(address).inserted
      else { return nil }
      return (address, min(record.timeToLive, path.timeToLive))
    }
  }

  private static func path(
    from name: String, in records: [DNSRecord]
  ) -> (names: [String], timeToLive: UInt32)? {
    let aliases = aliases(records)
    var names: [String] = []
    var text = 0
    var timeToLive = UInt32.max
    var owner = name
    while let alias = aliases[owner] {
      text += alias.target.utf8.count
      guard names.count < chainLimit, text <= textLimit else { return nil }
      names.append(alias.target)
      timeToLive = min(timeToLive, alias.timeToLive)
      owner = alias.target
    }
    return (names, timeToLive)
  }

  /// The first alias of each name.
  private static func aliases(
    _ records: [DNSRecord]
  ) -> [String: (target: String, timeToLive: UInt32)] {
    var aliases: [String: (target: String, timeToLive: UInt32)] = [:]
    for record in records {
      guard case .alias(let target) = record.payload, aliases[record.name] == nil else { continue }
      aliases[record.name] = (target, record.timeToLive)
    }
    return aliases
  }
}
