// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Glibc

/// Looks for the other ends of connections within the machine (sock_diag(7), /proc). What is not seen is
/// left out.
///
/// The kernel is asked two hundred times a second at most, and all processes are searched twenty times: a server
/// can connect more often than that.
package struct LocalPeers {
  private var questions = LookAllowance(most: 500, perSecond: 200)
  private var searches = LookAllowance(most: 50, perSecond: 20)
  private let holders = SocketHolders()
  /// Who was found last under a name: it is looked at before all others.
  private var known: [SocketAddress: PeerHolder] = [:]
  private static let mostKnown = 256

  package init() {}

  package mutating func peer(_ question: PeerQuestion) -> LocalPeer {
    let now = Instant(nanoseconds: Clock.boottime())
    var peer = LocalPeer(time: now, question: question, standing: .unknown)
    guard questions.take(at: now), let namespace = Self.namespace(of: question) else { return peer }
    switch question.address {
    case .unix(let name): find(&peer, named: name, in: namespace)
    case .ip(let endpoint):
      if searches.take(at: now) { listener(&peer, at: endpoint, in: namespace) }
    case .none, .other: break
    }
    return peer
  }

  // MARK: Unix sockets

  private mutating func find(
    _ peer: inout LocalPeer, named name: String, in namespace: borrowing FileDescriptor
  ) {
    guard let dump = UnixDump(in: namespace) else { return }
    let own = dump.socket(peer.question.socket)
    if let own, own.hasOtherEnd {
      peer.standing = .connected
      peer.name = dump.socket(own.peer)?.name ?? ""
    }
    if let own, own.peer != 0, let holder = known[peer.question.address],
      holders.holds(holder, own.peer)
    {
      peer.holder = holder
      return
    }
    guard searches.take(at: peer.time) else { return }
    if let own { peer.holder = holders.holder(of: own.peer == 0 ? [] : [own.peer]) }
    if peer.holder == nil { listener(&peer, own, named: name, dump) }
    remember(peer)
  }

  private mutating func remember(_ peer: LocalPeer) {
    guard let holder = peer.holder else { return }
    if known.count >= Self.mostKnown { known.removeAll() }
    known[peer.question.address] = holder
  }

  /// Where the other end is not known, or not accepted yet: who listens under the name.
  private func listener(
    _ peer: inout LocalPeer, _ own: UnixSocket?, named name: String, _ dump: borrowing UnixDump
  ) {
    guard let there = dump.reachable(by: peer.name.isEmpty ? name : peer.name) else { return }
    peer.holder = holders.holder(of: Set(there.map(\.inode)))
    if let first = there.first { peer.name = first.name }
    if peer.standing == .connected { return }
    if there.isEmpty, Self.isWhole(name) {
      peer.standing = .absent
    } else if let own, own.isStream {
      peer.standing = .unconnected
    }
  }

  /// A relative path says nothing of who has it.
  private static func isWhole(_ name: String) -> Bool { name.hasPrefix("/") || name.hasPrefix("@") }

  // MARK: Loopback

  private func listener(
    _ peer: inout LocalPeer, at endpoint: Endpoint, in namespace: borrowing FileDescriptor
  ) {
    guard let dump = SocketDump(in: namespace) else { return }
    let sockets = dump.reachable(at: [endpoint.port], peer.question.transport)
    let fitting = ListeningSocket.fitting(sockets, Self.local(endpoint.address))
    if fitting.isEmpty { peer.standing = .absent }
    peer.holder = holders.holder(of: Set(fitting.map(\.inode)))
  }

  /// Linux connects the unspecified address to loopback.
  private static func local(_ address: IPAddress) -> IPAddress {
    guard address.scope == .unspecified else { return address }
    return address.isIPv4 ? IPAddress(v4: 0x7f00_0001) : IPAddress(v6High: 0, low: 1)
  }

  /// The network namespace that is asked about; where its process is gone Egret's own, if that is it.
  private static func namespace(of question: PeerQuestion) -> FileDescriptor? {
    NetworkNamespace.open(of: question.process.pid, number: question.netNamespace)
      ?? NetworkNamespace.openOwn(number: question.netNamespace)
  }
}
