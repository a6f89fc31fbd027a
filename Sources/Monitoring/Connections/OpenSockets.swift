// SPDX-License-Identifier: Apache-2.0

/// A value for each of the sockets that are open, by their cookies. Bounded; the oldest goes first.
struct OpenSockets<Value: Sendable>: Sendable {
  private let limit: Int
  private var values: [UInt64: Value] = [:]
  /// Cookies in the order they came; some are gone.
  private var order: [UInt64] = []

  init(limit: Int) { self.limit = limit }

  var count: Int { values.count }

  /// In the order they came.
  var all: [Value] { order.compactMap { values[$0] } }

  subscript(cookie: UInt64) -> Value? { values[cookie] }

  /// A socket that is known keeps its age.
  mutating func put(_ value: Value, for cookie: UInt64) {
    guard cookie != 0, values.updateValue(value, forKey: cookie) == nil else { return }
    order.append(cookie)
    if values.count > limit { dropOldest() }
    if order.count > 2 * limit { order.removeAll { values[$0] == nil } }
  }

  mutating func remove(_ cookie: UInt64) -> Value? { values.removeValue(forKey: cookie) }

  private mutating func dropOldest() {
    guard let place = order.firstIndex(where: { values[$0] != nil }) else { return }
    values[order[place]] = nil
    order.removeFirst(place + 1)
  }
}
