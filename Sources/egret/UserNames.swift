// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Names of users as the machine's own password file has them: no name service is asked, which could be a
/// connection of Egret's own. The file is read again after a minute.
struct UserNames {
  private static let age: UInt64 = 60_000_000_000

  private var names: [UInt32: String] = [:]
  private var readAt: UInt64?

  /// Empty where the file has none.
  mutating func name(of user: UInt32) -> String {
    let now = Clock.boottime()
    if readAt.map({ now &- $0 > Self.age }) ?? true {
      names = Accounts.names()
      readAt = now
    }
    return names[user] ?? ""
  }
}
