// SPDX-License-Identifier: Apache-2.0

/// The kernel side's counters, in the order of `enum wire_counter`.
package enum Counter: Int, Hashable, Sendable, CaseIterable {
  case lifecycleLost, evidenceLost, stateLost, ownerLost, unreadable, evidence, lifecycle,
    tallied, tallyLost
}
