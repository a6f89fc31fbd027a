// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Glibc

/// The processes that resolve names for this machine: those that answer for the configured addresses,
/// and those behind the sockets of nss-resolve(8) and nscd(8). In Egret's own network namespace.
package enum ResolverDaemons {
  private static let processLimit = 65_536
  private static let daemonLimit = 16
  private static let paths: Set<Substring> = [
    "/run/systemd/resolve/io.systemd.Resolve", "/run/nscd/socket", "/var/run/nscd/socket",
  ]

  /// The sockets that answer for these addresses, by their inodes.
  package static func sockets(for addresses: [IPAddress]) -> Set<UInt32> {
    var found = inodes(listeningAt: paths, in: text("unix"))
    for table in ["udp", "udp6"] { found.formUnion(inodes(for: addresses, in: text(table))) }
    return found
  }

  private static func text(_ table: String) -> String {
    SystemFile.text("/proc/self/net/\(table)", limit: 4 << 20) ?? ""
  }

  /// Of /proc/net/unix (proc(5)): those that listen under one of the paths.
  package static func inodes(listeningAt paths: Set<Substring>, in table: String) -> Set<UInt32> {
    var found: Set<UInt32> = []
    for line in table.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: " ", maxSplits: 7)
      guard fields.count == 8, paths.contains(fields[7]), let flags = UInt32(fields[3], radix: 16),
        flags & acceptsConnections != 0, let inode = UInt32(fields[6])
      else { continue }
      found.insert(inode)
    }
    return found
  }

  /// __SO_ACCEPTCON (include/uapi/linux/net.h)
  private static let acceptsConnections: UInt32 = 1 << 16

  /// Of /proc/net/udp or udp6: those bound to port 53 of one of the addresses. A socket at every address
  /// answers for those of this machine alone, and loopback is the one that is known to be.
  package static func inodes(for addresses: [IPAddress], in table: String) -> Set<UInt32> {
    let hasLoopback = addresses.contains { $0.scope == .loopback }
    var found: Set<UInt32> = []
    for line in table.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count > 9, let inode = UInt32(fields[9]) else { continue }
      let local = fields[1].split(separator: ":")
      guard local.count == 2, local[1] == "0035", let address = address(local[0]) else { continue }
      let answers = address.scope == .unspecified ? hasLoopback : addresses.contains(address)
      if answers { found.insert(inode) }
    }
    return found
  }

  /// Hexadecimal words as this machine keeps them in memory.
  private static func address(_ text: Substring) -> IPAddress? {
    var words: [UInt32] = []
    var rest = text
    while !rest.isEmpty {
      guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
      words.append(UInt32(bigEndian: word))
      rest = rest.dropFirst(8)
    }
    func pair(_ index: Int) -> UInt64 { UInt64(words[index]) << 32 | UInt64(words[index + 1]) }
    switch words.count {
    case 1: return IPAddress(v4: words[0])
    case 4: return IPAddress(v6High: pair(0), low: pair(2))
    default: return nil
    }
  }

  /// Who holds one of the sockets. Process 1 holds those of the services that it starts on demand, and
  /// resolves nothing itself.
  package static func holders(of sockets: Set<UInt32>) -> [ProcessID] {
    if sockets.isEmpty { return [] }
    let ticks = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    let own = UInt32(bitPattern: getpid())
    var found: [ProcessID] = []
    for pid in ProcessScan.pids().prefix(processLimit) where pid != 1 && pid != own {
      guard found.count < daemonLimit, !SocketInodes.held(by: pid).isDisjoint(with: sockets),
        let stat = ProcessStat(of: pid, ticks: ticks)
      else { continue }
      found.append(ProcessID(pid: pid, start: stat.start))
    }
    return found
  }
}
