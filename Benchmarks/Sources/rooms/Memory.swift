// SPDX-License-Identifier: Apache-2.0

import CAllocations

/// Bytes that this process has allocated and not given back.
enum Memory {
  static var used: Int { allocated_bytes() }

  static func kilobytes(since before: Int) -> Int { (used - before) / 1_024 }
}
