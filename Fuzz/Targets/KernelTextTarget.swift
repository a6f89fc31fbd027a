// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Texts of the kernel and of the machine that hold names of somebody's choice: mountinfo,
/// /proc/PID/stat, passwd.
enum KernelTextTarget: Target {
  static let name = "kernel-texts"
  static let about = "mountinfo, /proc/PID/stat, passwd; homes are absolute, each once"
  static let rounds: UInt64 = 4_000
  static let words = [
    " - ", "\\040", "\\012", " / ", "fuse.x", "user_id=", ") S ", "(", ")",
    ":x:1000:1000::/home/a:/bin/sh",
    "\n", " ", "ext4", "cgroup2", "nfs4",
  ]

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let mounts = Mounts.all(inMountinfo: text)
    _ = Mounts.first(type: "cgroup2", inMountinfo: text)
    _ = Mounts.isRemote("/home/a", among: mounts)
    let stat = ProcessStat(text, ticks: 100)
    let accounts = Accounts.parse(input)
    try hold(
      "homes are absolute", accounts,
      accounts.allSatisfy { $0.home.hasPrefix("/") && $0.home.utf8.count <= 1_024 })
    try hold("homes are there once", accounts, Set(accounts.map(\.home)).count == accounts.count)
    return !mounts.isEmpty || stat != nil || !accounts.isEmpty
  }
}
