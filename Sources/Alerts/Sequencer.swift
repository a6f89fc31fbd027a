// SPDX-License-Identifier: Apache-2.0

/// Numbers the lines of a run from 1, before anything can drop one: a gap is a lost line.
package struct Sequencer: Hashable, Sendable {
  private(set) package var last: UInt64 = 0

  package init() {}

  package mutating func next() -> UInt64 {
    last &+= 1
    return last
  }
}
