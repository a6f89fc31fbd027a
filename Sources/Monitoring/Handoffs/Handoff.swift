// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A connect or a send over a Unix socket, with what is known of the other end.
struct Handoff: Sendable {
  let asked: AskedCall
  /// As the process gave it, or as the other end is bound where the first send showed that.
  let given: String
  /// The user that the process runs as.
  let user: UInt32
  /// The process sees the files that root gave the machine.
  let isOfMachine: Bool
  /// nil until it was asked for, and where nobody answered.
  var peer: LocalPeer?

  init(_ asked: AskedCall, to given: String, user: UInt32, isOfMachine: Bool) {
    self.asked = asked
    self.given = given
    self.user = user
    self.isOfMachine = isOfMachine
  }

  var question: PeerQuestion {
    PeerQuestion(process: asked.actor.process, socket: asked.inode, address: .unix(given))
  }

  /// The first send on a socket shows its other end.
  var isSend: Bool { asked.hook == .sendLength }

  /// Whether the connection was made; nil where that is not known.
  var isReached: Bool? {
    if isSend { return true }
    switch peer?.standing {
    case .connected: return true
    case .unconnected, .absent: return false
    case .unknown, nil: return nil
    }
  }

  /// What the socket is known by: the name that it is bound to, which no link changes. That of a process
  /// with a root of its own making says nothing.
  var name: String {
    guard let peer, peer.name.hasPrefix("/") || peer.name.hasPrefix("@"),
      peer.holder?.isOfMachine == true
    else { return given }
    return peer.name
  }
}

extension AskedCall {
  /// Its name is the one that the other end is bound to, and not the one that the process gave.
  var showsBoundName: Bool { hook == .sendLength || hook == .unixConnected }
}
