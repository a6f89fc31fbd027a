// SPDX-License-Identifier: Apache-2.0

import Glibc
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

  @Test func knowsWhoAnswers() {
    let text = """
      24 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      50 24 0:50 / /home/a\\040b rw shared:1 - fuse.sshfs x:/ rw,user_id=1000,group_id=0
      51 24 0:51 / /net rw - nfs4 server:/x rw,vers=4.2
      52 24 0:52 / /short rw - fuse
      53 24 0:53 / /odd rw - fuse none rw,user_id=x
      """
    let mounts = Mounts.all(inMountinfo: text)
    #expect(mounts.map(\.path) == ["/", "/home/a b", "/net", "/odd"])
    #expect(mounts.map(\.server) == [nil, 1_000, nil, nil])
    #expect(mounts.map(\.isRemote) == [false, true, true, true])
    for (path, isRemote) in [
      ("/home/a b/x", true), ("/home/a b", true), ("/home/a bc", false), ("/net/x", true),
      ("/home", false),
    ] {
      #expect(Mounts.isRemote(path, among: mounts) == isRemote, "\(path)")
    }
  }

  @Test func usersOwnMountsAreNotAsked() {
    let probes = MountProbes()
    let own = MountPoint(number: "1", path: "/a", type: "fuse", server: getuid() &+ 7)
    let here = MountPoint(number: "2", path: "/tmp", type: "nfs")
    let disk = MountPoint(number: "3", path: "/b", type: "ext4")
    for _ in 0..<3 {
      let unread = probes.unread(among: [own, here, disk])
      #expect(unread.reason("/a/x") == .usersOwn(getuid() &+ 7))
      #expect(unread.reason("/tmp/x") == nil)
      #expect(unread.reason("/b/x") == nil)
    }
    #expect(probes.unread(among: []).reason("/a/x") == nil)
  }

  @Test func thisMachineHasProc() { #expect(Mounts.first(type: "proc") == "/proc") }
}
