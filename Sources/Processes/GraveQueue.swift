// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Processes that left, in the order they did: first in, first out.
struct GraveQueue: Sendable {
  struct Grave: Sendable {
    var id: ProcessID
    var time: Instant
  }

  private var graves: [Grave] = []
  private var head = 0

  var first: Grave? { head < graves.count ? graves[head] : nil }

  /// All processes that left, the oldest first.
  var all: ArraySlice<Grave> { graves[head...] }

  mutating func append(_ grave: Grave) { graves.append(grave) }

  mutating func removeFirst() {
    guard head < graves.count else { return }
    head += 1
    guard head > 64, head * 2 > graves.count else { return }
    graves.removeFirst(head)
    head = 0
  }

  mutating func keep(where isKept: (Grave) -> Bool) {
    graves = graves[head...].filter(isKept)
    head = 0
  }
}
