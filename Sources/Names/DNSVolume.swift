// SPDX-License-Identifier: Apache-2.0

package import Events

/// What one server could have carried in the names it asked for and in the answers, by registered
/// domain: who owns the domain reads every name below it.
///
/// Counted is room, not randomness: the bytes of labels in names that are new. A name that is asked
/// for again carries nothing. Two windows, so that neither a burst nor a drip passes; see
/// `docs/policy.md` for the numbers. Bounded: of too many domains those that carried least are
/// forgotten, so that no flood of other names hides one that carries much.
package struct DNSVolume: Sendable {
  /// A domain carried more than ordinary resolution does.
  package struct Excess: Hashable, Sendable {
    package var domain: String
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
  package static let freeBytes = 12
  package static let burstLimit = 2_048
  package static let dripLimit = 65_536
  package static let answerLimit = 16_384
  private static let domainLimit = 256
  /// Names remembered of one domain; what comes then counts as new.
  private static let nameLimit = 2_048
  /// Names remembered of all.
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
    var known: Set<String> = []
  }

  private let suffixes: PublicSuffixes
  private var domains: [String: Domain] = [:]
  private var remembered = 0

  package init(suffixes: PublicSuffixes) { self.suffixes = suffixes }

  package var count: Int { domains.count }

  /// A question left a socket of the server.
  package mutating func ask(_ question: DNSQuestion, at time: Instant) -> Excess? {
    guard let (name, domain, bytes) = measure(question) else { return nil }
    let hasMemory = remembered < Self.memory
    return change(domain, at: time) { counts in
      guard !counts.known.contains(name) else { return }
      if hasMemory, counts.known.count < Self.nameLimit { counts.known.insert(name) }
      counts.burst.asked += max(bytes - Self.freeBytes, 0)
      counts.burst.names += 1
      counts.drip.asked += bytes
      counts.drip.names += 1
    }
  }

  /// An answer reached a socket of the server.
  package mutating func answer(_ message: DNSMessage, at time: Instant) -> Excess? {
    guard let question = message.questions.first, let (_, domain, _) = measure(question) else {
      return nil
    }
    let bytes = message.answers.reduce(0) { $0 + Self.room($1.payload) }
    guard bytes > 0 else { return nil }
    return change(domain, at: time) { $0.burst.answered += bytes }
  }

  /// The registered domain, and the bytes of the labels before it.
  private func measure(_ question: DNSQuestion) -> (name: String, domain: String, bytes: Int)? {
    switch AskedName(question) {
    case .local: return nil
    // The zone is its address's owner's, and a name that is not well formed is no reverse look-up.
    case .reverse(let address): return (question.name, "arpa", address.isIPv4 ? 1 : 4)
    case .host, .service:
      guard let domain = suffixes.registeredDomain(of: question.name) else { return nil }
      let labels = question.name.dropLast(domain.count).utf8.filter { $0 != UInt8(ascii: ".") }
      return (question.name, domain, Self.octets(labels))
    }
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

  /// Addresses are what names are asked for; the signatures of DNSSEC are long and nobody's message.
  private static func room(_ payload: DNSRecord.Payload) -> Int {
    switch payload {
    case .address, .service: 0
    case .alias(let name), .server(let name): name.utf8.count
    case .text(let size): size
    case .other(let type, let size): [43, 46, 47, 48, 50].contains(type.number) ? 0 : size
    }
  }

  private mutating func change(
    _ domain: String, at time: Instant, _ body: (inout Domain) -> Void
  ) -> Excess? {
    if domains[domain] == nil, domains.count >= Self.domainLimit { forget() }
    var counts =
      domains[domain] ?? Domain(burst: Window(began: time), drip: Window(began: time))
    let before = counts.known.count
    Self.advance(&counts, to: time)
    body(&counts)
    remembered += counts.known.count - before
    let excess = Self.excess(&counts, domain)
    domains[domain] = counts
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
  private static func excess(_ counts: inout Domain, _ domain: String) -> Excess? {
    let burst = counts.burst.asked > burstLimit || counts.burst.answered > answerLimit
    let drip = counts.drip.asked > dripLimit
    defer {
      counts.burst.hasFired = counts.burst.hasFired || burst
      counts.drip.hasFired = counts.drip.hasFired || drip || burst
    }
    let window = burst ? counts.burst : counts.drip
    guard burst || drip, !window.hasFired, !counts.drip.hasFired else { return nil }
    return Excess(
      domain: domain, asked: window.asked, answered: window.answered, names: window.names,
      since: window.began)
  }

  /// An eighth: those that carried least.
  private mutating func forget() {
    func rank(_ entry: (key: String, value: Domain)) -> (Int, String) {
      (entry.value.drip.asked + entry.value.burst.answered, entry.key)
    }
    for entry in domains.sorted(by: { rank($0) < rank($1) }).prefix(Self.domainLimit / 8) {
      remembered -= entry.value.known.count
      domains[entry.key] = nil
    }
  }
}
