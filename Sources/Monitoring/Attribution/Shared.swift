// SPDX-License-Identifier: Apache-2.0

/// A value that is handed on by reference, because a copy of it costs more than everything that is
/// read of it. It never changes: whoever has a newer value makes another of these.
final class Shared<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
