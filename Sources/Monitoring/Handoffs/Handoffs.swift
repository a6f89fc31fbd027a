// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Connections within the machine: of which nothing is to be said, of whom the other end is known, and what
/// waits for it. Bounded; what is forgotten is looked up again, and folded as a repeat.
struct Handoffs: Sendable {
  private struct Place: Hashable {
    let server: UInt32
    let address: SocketAddress
    let transport: UInt16
  }

  private struct Name: Hashable {
    let server: UInt32
    let text: String
  }

  /// What is known of a Unix socket that connected or sent.
  private struct Socket {
    var names: [String]
    /// nil where nothing was to be reported.
    var finding: Finding?
  }

  private static let limit = 4096
  private static let mostNames = 16
  /// Another process may take a name or a port.
  private static let age: UInt64 = 60_000_000_000

  /// Names that raise nothing whoever listens: expected, or in the table.
  private var silent: Set<Name> = []
  private var peers: [Place: LocalPeer] = [:]
  /// When the server's own process was found under a name.
  private var own: [Name: Instant] = [:]
  /// By inode.
  private var sockets: [UInt32: Socket] = [:]
  private var waiting: [WaitingHandoff] = []

  var isWaiting: Bool { !waiting.isEmpty }
  var count: Int { silent.count + peers.count + sockets.count }

  // MARK: Names

  func isSilent(_ name: String, of server: UInt32) -> Bool {
    silent.contains(Name(server: server, text: name))
  }

  mutating func silence(_ name: String, of server: UInt32) {
    if silent.count >= Self.limit { silent.removeAll() }
    silent.insert(Name(server: server, text: name))
  }

  /// The policy changed, and with it what is expected.
  mutating func forgetNames() { silent.removeAll() }

  /// Servers that do not run any more leave nothing behind.
  mutating func keep(where isKept: (UInt32) -> Bool) {
    silent = silent.filter { isKept($0.server) }
    peers = peers.filter { isKept($0.key.server) }
    own = own.filter { isKept($0.key.server) }
  }

  // MARK: Sockets

  /// A socket is recorded twice: by the name that was given, and by the one that its other end is bound
  /// to. False for the second, and for a name that it was used with already.
  func isNews(_ asked: AskedCall, to name: String) -> Bool {
    guard asked.inode != 0, let socket = sockets[asked.inode] else { return true }
    return !socket.names.contains(name) && !asked.showsBoundName
  }

  /// What was reported of a socket, until something is sent on it.
  func finding(of asked: AskedCall) -> Finding? { sockets[asked.inode]?.finding }

  mutating func note(_ asked: AskedCall, to name: String, as finding: Finding?) {
    guard asked.inode != 0 else { return }
    if sockets.count >= Self.limit { sockets.removeAll() }
    var socket = sockets[asked.inode] ?? Socket(names: [])
    if socket.names.count >= Self.mostNames { socket.names.removeAll() }
    if !socket.names.contains(name) { socket.names.append(name) }
    socket.finding = finding
    sockets[asked.inode] = socket
  }

  // MARK: Other ends

  /// Who was found there a moment ago; nil for what was not reached, which may be there by now.
  func peer(at question: PeerQuestion, of server: UInt32, at time: Instant) -> LocalPeer? {
    if case .unix(let name) = question.address, !name.hasPrefix("/"), !name.hasPrefix("@") {
      return nil  // from another directory it is another
    }
    guard let peer = peers[Self.place(question, server)],
      time.since(peer.time) < Self.age, peer.standing == .connected || peer.holder != nil
    else { return nil }
    return peer
  }

  mutating func note(_ peer: LocalPeer, of server: UInt32) {
    if peers.count >= Self.limit { peers.removeAll() }
    peers[Self.place(peer.question, server)] = peer
  }

  private static func place(_ question: PeerQuestion, _ server: UInt32) -> Place {
    Place(
      server: server, address: question.address, transport: question.transport.number)
  }

  func wasOwn(_ name: String, of server: UInt32, at time: Instant) -> Bool {
    own[Name(server: server, text: name)].map { time.since($0) < Self.age } ?? false
  }

  mutating func noteOwn(_ name: String, of server: UInt32, at time: Instant) {
    if own.count >= Self.limit { own.removeAll() }
    own[Name(server: server, text: name)] = time
  }

  // MARK: What waits

  mutating func wait(_ handoff: WaitingHandoff) { waiting.append(handoff) }

  /// The own side of the socket of a finding that waits.
  mutating func note(local: Endpoint, of cookie: UInt64) {
    for place in waiting.indices {
      guard case .finding(var finding, let question, let server) = waiting[place],
        finding.cookie == cookie
      else { continue }
      finding.local = local
      waiting[place] = .finding(finding, question, of: server)
    }
  }

  mutating func take(answeredBy peer: LocalPeer) -> WaitingHandoff? {
    guard let place = waiting.firstIndex(where: { $0.question == peer.question }) else {
      return nil
    }
    return waiting.remove(at: place)
  }

  mutating func takeAll() -> [WaitingHandoff] {
    defer { waiting.removeAll() }
    return waiting
  }
}
