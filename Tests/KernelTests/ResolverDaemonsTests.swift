// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Testing

/// Who resolves names for the machine, by the kernel's tables of sockets.
@Suite struct ResolverDaemonsTests {
  private static let udp = """
     sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
    1: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   991        0 101 2 0 0
    2: 3600007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   991        0 102 2 0 0
    3: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 103 2 0 0
    4: 3500007F:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 104 2 0 0
    5: 010200C0:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 105 2 0 0
    6: broken
    7: XX00007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 107 2 0 0

    """
  private static let udp6 = """
     sl  local_address                         remote_address                        st
    1: B80D0120000000000000000001000000:0035 00000000000000000000000000000000:0000 07 0:0 0:0 0 0 0 201 2 0 0
    2: 00000000000000000000000000000000:0035 00000000000000000000000000000000:0000 07 0:0 0:0 0 0 0 202 2 0 0

    """

  private static func inodes(_ text: String, _ table: String) -> Set<UInt32> {
    ResolverDaemons.inodes(for: [IPAddress(text)].compactMap { $0 }, in: table)
  }

  @Test func whoAnswersForTheAddress() {
    #expect(Self.inodes("127.0.0.53", Self.udp) == [101, 103])
    #expect(Self.inodes("192.0.2.1", Self.udp) == [105], "not who listens everywhere")
    #expect(Self.inodes("198.51.100.1", Self.udp).isEmpty)
    #expect(Self.inodes("2001:db8::1", Self.udp6) == [201])
    #expect(Self.inodes("::1", Self.udp6) == [202])
  }

  @Test func whoListensUnderAPath() {
    let table = """
      Num       RefCount Protocol Flags    Type St Inode Path
      0000000000000000: 00000002 00000000 00010000 0001 01 301 /run/systemd/resolve/io.systemd.Resolve
      0000000000000000: 00000003 00000000 00000000 0001 03 302 /run/systemd/resolve/io.systemd.Resolve
      0000000000000000: 00000002 00000000 00010000 0001 01 303 /tmp/run/systemd/resolve/io.systemd.Resolve
      0000000000000000: 00000003 00000000 00000000 0001 03 304

      """
    let found = ResolverDaemons.inodes(
      listeningAt: ["/run/systemd/resolve/io.systemd.Resolve"], in: table)
    #expect(found == [301])
  }

  @Test func nobodyHoldsNothing() { #expect(ResolverDaemons.holders(of: []).isEmpty) }
}
