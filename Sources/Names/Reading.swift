// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of a connection turned out to be.
package enum Reading<Value: Hashable & Sendable>: Hashable, Sendable {
  /// So far they fit; more are needed.
  case incomplete
  /// Another protocol, or no right message of this one.
  case foreign
  case found(Value)
}
