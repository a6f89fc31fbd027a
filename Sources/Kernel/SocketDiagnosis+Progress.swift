// SPDX-License-Identifier: Apache-2.0

package import Events

/// What open connections have carried.
extension SocketDiagnosis {
  /// Those of TCP that are open: of datagrams the kernel counts nothing here.
  package static func progress(of sockets: [CountedSocket]) -> [FlowProgress] {
    let now = Instant(nanoseconds: Clock.boottime())
    let streams = sockets.prefix(socketLimit).filter { $0.transport == .tcp }
    return Dictionary(grouping: streams, by: \.netNamespace).sorted { $0.key < $1.key }
      .flatMap { number, sockets in progress(of: sockets, netNamespace: number, at: now) }
  }

  private static let socketLimit = 4_096

  private static func progress(
    of sockets: [CountedSocket], netNamespace number: UInt32, at time: Instant
  ) -> [FlowProgress] {
    let wanted = Set(sockets.map(\.cookie))
    let pids = Set(sockets.map(\.process.pid)).sorted()
    if let own = NetworkNamespace.openOwn(number: number) {
      return SocketDump(in: own)?.progress(of: wanted, at: time) ?? []
    }
    for pid in pids {
      guard let namespace = NetworkNamespace.open(of: pid, number: number) else { continue }
      return SocketDump(in: namespace)?.progress(of: wanted, at: time) ?? []
    }
    return []
  }
}

extension SocketDump {
  /// Of the connections with these cookies, in their order.
  func progress(of wanted: Set<UInt64>, at time: Instant) -> [FlowProgress] {
    var found: [UInt64: FlowProgress] = [:]
    for family in SocketDump.families {
      guard askInfo(family) else { continue }
      receive { message in
        guard let open = OpenSocket(message: message, transport: .tcp),
          wanted.contains(open.cookie),
          let carried = CarriedBytes(attributes: message.dropFirst(OpenSocket.messageSize))
        else { return }
        found[open.cookie] = FlowProgress(
          time: time, cookie: open.cookie, endpoint: open.endpoint, bytesOut: carried.out,
          bytesIn: carried.in)
      }
    }
    return found.values.sorted { $0.cookie < $1.cookie }
  }
}
