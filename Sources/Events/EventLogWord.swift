// SPDX-License-Identifier: Apache-2.0

/// A key to look for.
struct EventLogWord {
  let text: String
  let count: Int32
  let head: UInt64

  init(_ text: String) {
    self.text = text
    var (head, count): (UInt64, Int32) = (0, 0)
    for byte in text.utf8 {
      if count < 8 { head = head << 8 | UInt64(byte) }
      count += 1
    }
    self.head = head
    self.count = count
  }
}
