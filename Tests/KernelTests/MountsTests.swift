// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

@Suite struct MountsTests {
  private let hybrid = """
    24 1 254:0 / / rw,relatime - ext4 /dev/vda rw
    31 24 0:27 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
    32 31 0:28 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
    40 31 0:36 / /sys/fs/cgroup/unified rw,relatime shared:9 master:2 - cgroup2 cgroup2 rw
    41 24 0:36 /system.slice /mnt/part rw,relatime - cgroup2 cgroup2 rw
    """

  @Test(arguments: [
    ("cgroup2", "/sys/fs/cgroup/unified"), ("cgroup", "/sys/fs/cgroup/cpu"), ("ext4", "/"),
    ("tracefs", nil),
  ])
  func findsTheFirstOfAType(type: String, path: String?) {
    #expect(Mounts.first(type: type, inMountinfo: hybrid) == path)
  }

  @Test func aMountOfAPartIsNotTheRoot() {
    let part = "41 24 0:36 /system.slice /mnt/part rw - cgroup2 cgroup2 rw"
    #expect(Mounts.first(type: "cgroup2", inMountinfo: part) == nil)
    #expect(Mounts.first(type: "cgroup2", inMountinfo: part, root: false) == "/mnt/part")
  }

  /// The separator may stand anywhere behind the sixth field, and a path may hold anything.
  @Test(
    arguments: [
      (#"41 24 0:36 / /mnt/a\040b rw - cgroup2 none rw"#, "/mnt/a b"),
      (#"41 24 0:36 / /mnt/a\134040 rw - cgroup2 none rw"#, #"/mnt/a\040"#),
      (#"41 24 0:36 / /mnt/\12 rw - cgroup2 none rw"#, #"/mnt/\12"#),
      (#"41 24 0:36 / /mnt/\999 rw - cgroup2 none rw"#, #"/mnt/\999"#),
      (#"41 24 0:36 / /mnt/\777 rw - cgroup2 none rw"#, #"/mnt/\777"#),
      (#"41 24 0:36 / /cgroup2 rw - tmpfs cgroup2 rw"#, nil),
      (#"41 24 0:36 / /short - cgroup2"#, nil),
      (#"41 24 0:36 / /none rw shared:1 master:2 propagate:3 cgroup2"#, nil),
      ("", nil), ("\n\n- - - - - - - - - -\n", nil),
    ] as [(String, String?)])
  func readsOddLines(line: String, path: String?) {
    #expect(Mounts.first(type: "cgroup2", inMountinfo: line) == path)
  }

  @Test func thisMachineHasProc() { #expect(Mounts.first(type: "proc") == "/proc") }
}
