// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What the end of each open socket is reported with, by the socket's cookie.
///
/// Bounded. The oldest makes room and is counted: its end, when it comes, finds nothing here.
struct OpenFlows: Sendable {
  static let limit = 8_192

  private var findings: [UInt64: Finding] = [:]
  /// Cookies in the order they came; some are gone, and one that came again stands twice.
  private var order: [UInt64] = []
  private var head = 0
  /// Flows that had to go before their end.
  private(set) var dropped: UInt64 = 0

  var count: Int { findings.count }
  /// Cookies in the queue, those that left among them.
  var remembered: Int { order.count - head }

  subscript(cookie: UInt64) -> Finding? { findings[cookie] }

  mutating func add(_ finding: Finding) {
    guard finding.cookie != 0 else { return }
    if findings.updateValue(finding, forKey: finding.cookie) == nil { order.append(finding.cookie) }
    while findings.count > Self.limit { dropOldest() }
  }

  mutating func remove(_ cookie: UInt64) -> Finding? {
    let finding = findings.removeValue(forKey: cookie)
    if order.count - head > 2 * Self.limit { compact() }
    return finding
  }

  private mutating func dropOldest() {
    guard head < order.count else { return }
    if findings.removeValue(forKey: order[head]) != nil { dropped &+= 1 }
    head += 1
    if head > Self.limit { compact() }
  }

  /// A socket has one cookie for ever, so one that left does not come back: the order holds.
  private mutating func compact() {
    order = order[head...].filter { findings[$0] != nil }
    head = 0
  }
}
