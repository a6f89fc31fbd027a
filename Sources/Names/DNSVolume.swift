// SPDX-License-Identifier: Apache-2.0

package import Events

/// What one server could have carried in the names it asked for and in the answers, by registered
/// domain: who owns the domain reads every name below it.
///
/// Counted is room, not randomness: the bytes of labels in names that are new, and of answers that
/// are. What is asked for or answered again carries nothing. Two windows, so that neither a burst nor a
/// drip passes; see `docs/policy.md` for the numbers. What the server is expected to ask for is counted
/// apart, and may be `expectedFactor` times as much. Bounded: of too many domains those that carried
/// least are forgotten, so that no flood of other names hides one that carries much.
package struct DNSVolume: Sendable {
  /// A domain carried more than ordinary resolution does.
  package struct Excess: Hashable, Sendable {
    package var domain: String
    /// The names were expected ones.
    package var isExpected: Bool
    /// Bytes of labels, and bytes of answers, in the window that was exceeded.
    package var asked: Int
    package var answered: Int
    /// Different names in that window.
    package var names: Int
    package var since: Instant
  }

  package static let burstWindow: UInt64 = 600_000_000_000
  package static let dripWindow: UInt64 = 86_400_000_000_000
  /// In a burst the first bytes of each name are free: content networks and block lists number hosts.
  package static let freeBytes = 16
  package static let burstLimit = 1_536
  package static let dripLimit = 65_536
  package static let answerLimit = 16_384
  /// How much more an expected domain may carry.
  package static let expectedFactor = 16
  private static let domainLimit = 256
  /// Names and answers remembered of one domain; what comes then counts as new.
  private static let nameLimit = 2_048
  /// The same of all.
  private static let memory = 16_384

  private struct Window {
    var began: Instant
    var asked = 0
    var answered = 0
    var names = 0
    var hasFired = false
  }

  private struct Domain {
    var burst: Window
    var drip: Window
    /// Digests.
    var known: Set<Int> = []
  }

  private struct Key: Hashable {
    var domain: String
    var isExpected: Bool
    var factor: Int { isExpected ? DNSVolume.expectedFactor : 1 }
  }

  private let suffixes: PublicSuffixes
  private var domains: [Key: Domain] = [:]
  private var remembered = 0

  package init(suffixes: PublicSuffixes) { self.suffixes = suffixes }

  package var count: Int { domains.count }

  /// A question left a socket of the server.
  package mutating func ask(
    _ question: DNSQuestion, isExpected: Bool = false, at time: Instant
  ) -> Excess? {
    guard let (domain, bytes) = measure(question) else { return nil }
    makeRoom(at: time)
    let hasMemory = remembered < Self.memory
    return change(Key(domain: domain, isExpected: isExpected), at: time) { counts in
      guard Self.isNew(question.name.hashValue, &counts, hasMemory) else { return }
      counts.burst.asked += max(bytes - Self.freeBytes, 0)
      counts.burst.names += 1
      counts.drip.asked += bytes
      counts.drip.names += 1
    }
  }

  /// An answer reached a socket of the server.
  package mutating func answer(
    _ message: DNSMessage, isExpected: Bool = false, at time: Instant
  ) -> Excess? {
    guard let question = message.questions.first, let (domain, _) = measure(question) else {
      return nil
    }
    let payloads = message.answers.map(\.payload).filter { Self.room($0) > 0 }
    if payloads.isEmpty { return nil }
    let hasMemory = remembered < Self.memory
    return change(Key(domain: domain, isExpected: isExpected), at: time) { counts in
      for payload in payloads where Self.isNew(payload.hashValue, &counts, hasMemory) {
        counts.burst.answered += Self.room(payload)
      }
    }
  }

  private static func isNew(_ digest: Int, _ counts: inout Domain, _ hasMemory: Bool) -> Bool {
    guard !counts.known.contains(digest) else { return false }
    if hasMemory, counts.known.count < nameLimit { counts.known.insert(digest) }
    return true
  }

  /// The registered domain, and the bytes of the labels before it.
  private func measure(_ question: DNSQuestion) -> (domain: String, bytes: Int)? {
    switch AskedName(question) {
    case .local: return nil
    // The zone is its address's owner's, and a name that is not well formed is no reverse look-up.
    case .reverse(let address): return ("arpa", address.isIPv4 ? 1 : 4)
    case .host, .service:
      guard let domain = suffixes.registeredDomain(of: question.name) else { return nil }
      let labels = Array(question.name.utf8.dropLast(domain.utf8.count))
      return (domain, Self.octets(Array(Self.withoutNibbles(labels).filter { $0 != Self.dot })))
    }
  }

  private static let dot = UInt8(ascii: ".")

  /// An IPv6 address, as block lists are asked for it, has 32 labels of a digit each, of four bits: half of
  /// them carry as much.
  private static let listName = 9
  private static func withoutNibbles(_ labels: [UInt8]) -> ArraySlice<UInt8> {
    guard labels.count >= 64 else { return labels[...] }
    let isAddress = (0..<64).allSatisfy { index in
      index % 2 == 1
        ? labels[index] == dot : Character(UnicodeScalar(labels[index])).isHexDigit
    }
    if !isAddress { return labels[...] }
    // Behind an address stands the list's own name, which is the same each time.
    return labels.count - 64 <= listName ? labels.prefix(32) : labels.dropFirst(32)
  }

  /// An octet that is written as `\DDD` is one.
  private static func octets(_ text: [UInt8]) -> Int {
    var (count, index) = (0, 0)
    while index < text.count {
      let isEscape = text[index] == UInt8(ascii: "\\") && index + 1 < text.count
      let isNumber = isEscape && (0x30...0x39).contains(text[index + 1])
      index += isNumber ? 4 : isEscape ? 2 : 1
      count += 1
    }
    return count
  }

  /// Addresses are what names are asked for, and the name of an address is what a reverse look-up is; the
  /// signatures of DNSSEC are long and no message.
  private static func room(_ payload: DNSRecord.Payload) -> Int {
    switch payload {
    case .address, .service: 0
    case .alias(let name), .server(let name): name.utf8.count
    case .text(let size, _): size
    case .other(.ptr, let size, _): max(size - hostName, 0)
    case .other(let type, let size, _): [43, 46, 47, 48, 50].contains(type.number) ? 0 : size
    }
  }

  /// Bytes of a long host name.
  private static let hostName = 80

  private mutating func change(
    _ key: Key, at time: Instant, _ body: (inout Domain) -> Void
  ) -> Excess? {
    if domains[key] == nil, domains.count >= Self.domainLimit { forget() }
    var counts = domains[key] ?? Domain(burst: Window(began: time), drip: Window(began: time))
    let before = counts.known.count
    Self.advance(&counts, to: time)
    body(&counts)
    remembered += counts.known.count - before
    let excess = Self.excess(&counts, key)
    domains[key] = counts
    return excess
  }

  private static func advance(_ counts: inout Domain, to time: Instant) {
    if time.since(counts.burst.began) > burstWindow { counts.burst = Window(began: time) }
    if time.since(counts.drip.began) > dripWindow {
      counts.drip = Window(began: time)
      counts.known = []
    }
  }

  /// Once for each window.
  private static func excess(_ counts: inout Domain, _ key: Key) -> Excess? {
    let burst =
      counts.burst.asked > burstLimit * key.factor
      || counts.burst.answered > answerLimit * key.factor
    let drip = counts.drip.asked > dripLimit * key.factor
    defer {
      counts.burst.hasFired = counts.burst.hasFired || burst
      counts.drip.hasFired = counts.drip.hasFired || drip || burst
    }
    let window = burst ? counts.burst : counts.drip
    guard burst || drip, !window.hasFired, !counts.drip.hasFired else { return nil }
    return Excess(
      domain: key.domain, isExpected: key.isExpected, asked: window.asked,
      answered: window.answered, names: window.names, since: window.began)
  }

  /// What nobody asked for since a day goes where there is no memory left.
  private mutating func makeRoom(at time: Instant) {
    guard remembered >= Self.memory else { return }
    for (key, counts) in domains where time.since(counts.drip.began) > Self.dripWindow {
      remembered -= counts.known.count
      domains[key] = nil
    }
    if remembered >= Self.memory { forget() }
  }

  /// An eighth: those that carried least.
  private mutating func forget() {
    var ranks: [(carried: Int, key: Key)] = []
    for (key, counts) in domains {
      ranks.append(((counts.drip.asked + counts.burst.answered) / key.factor, key))
    }
    ranks.sort {
      ($0.carried, $0.key.domain, $0.key.factor) < ($1.carried, $1.key.domain, $1.key.factor)
    }
    for rank in ranks.prefix(max(ranks.count / 8, 1)) {
      remembered -= domains[rank.key]?.known.count ?? 0
      domains[rank.key] = nil
    }
  }
}
