// SPDX-License-Identifier: Apache-2.0

/// Open sockets and the names they were opened under. Bounded: the oldest socket gives its hold up.
struct NamedSockets: Sendable {
  struct Hold: Sendable {
    var key: NameCache.Key
    var names: [NameEntry.Identity]
  }

  private let limit: Int
  private var holds: [UInt64: Hold] = [:]
  /// Cookies in the order they came; some are gone.
  private var order: [UInt64] = []
  private var head = 0

  init(limit: Int) { self.limit = max(limit, 1) }

  var count: Int { holds.count }

  func contains(_ cookie: UInt64) -> Bool { holds[cookie] != nil }

  /// The hold that had to go for it.
  mutating func add(_ cookie: UInt64, _ hold: Hold) -> Hold? {
    holds[cookie] = hold
    order.append(cookie)
    return holds.count > limit ? removeOldest() : nil
  }

  mutating func remove(_ cookie: UInt64) -> Hold? {
    let hold = holds.removeValue(forKey: cookie)
    if order.count > 2 * limit { compact() }
    return hold
  }

  private mutating func removeOldest() -> Hold? {
    while head < order.count {
      head += 1
      if let hold = holds.removeValue(forKey: order[head - 1]) {
        if head > limit { compact() }
        return hold
      }
    }
    return nil
  }

  /// A socket has one cookie for ever, so one that left does not come back: the order holds.
  private mutating func compact() {
    order = order[head...].filter { holds[$0] != nil }
    head = 0
  }
}
