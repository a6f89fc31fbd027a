// SPDX-License-Identifier: Apache-2.0

/// One harmless act of Egret's own, all of them on loopback and to ports that Egret itself holds.
enum CanaryAct: Hashable, Sendable, CaseIterable {
  case connect4, connect6
  /// A socket made under the flag and connected without it: told only if its maker was noted.
  case adopted
  case sendto4, sendto6
  case sendmsg4, sendmsg6
  case sendmmsg4, sendmmsg6
  /// Connected, then sent on: told by the packet.
  case connected4, connected6
  /// A whole IP packet.
  case raw
  /// A datagram that comes from port 53.
  case answer
  /// To Unix sockets of Egret's own.
  case connectUnix, sendUnix
  /// A TUN device asked of /dev/null.
  case tunnel
  /// Calls that reach into a process, with none to reach.
  case ptrace, getDescriptor, writeMemory
  /// Calls that reach into no file.
  case seek, writeAt
  case spawn

  /// How a program shows that it works.
  enum Proof: Hashable, Sendable {
    /// By a record of this act.
    case record
    /// By a higher count of runs: the act gives it nothing to write of its own.
    case run
  }

  /// The programs that must notice the act.
  var programs: [String: Proof] {
    switch self {
    case .connect4:
      [
        "on_connect4": .record, "on_connect": .record, "on_release": .record, "on_state": .run,
        "on_sys_socket": .run, "on_route4": .run, "on_socket_made": .run,
      ]
    case .connect6: ["on_connect6": .record, "on_connect": .record, "on_route6": .run]
    case .adopted: ["on_socket": .record]
    case .sendto4: ["on_sendmsg4": .record, "on_sendto": .record]
    case .sendto6: ["on_sendmsg6": .record, "on_sendto": .record]
    case .sendmsg4: ["on_sendmsg4": .record, "on_sendmsg": .record]
    case .sendmsg6: ["on_sendmsg6": .record, "on_sendmsg": .record]
    case .sendmmsg4: ["on_sendmsg4": .record, "on_sendmmsg": .record]
    case .sendmmsg6: ["on_sendmsg6": .record, "on_sendmmsg": .record]
    case .connected4, .connected6:
      [
        "on_egress": .record, "on_ingress": .run, "on_send_length": .run, "on_check_send": .run,
        "on_check_write": .run,
      ]
    case .raw: ["on_egress": .record]
    case .answer: ["on_ingress": .record, "on_receive_length": .run]
    case .connectUnix: ["on_connect_unix": .record, "on_unix_connected": .record]
    case .sendUnix: ["on_sendmsg_unix": .record]
    case .tunnel: ["on_ioctl": .record]
    case .ptrace: ["on_ptrace": .record]
    case .getDescriptor: ["on_pidfd_getfd": .record]
    case .writeMemory: ["on_vm_writev": .record]
    case .seek: ["on_seek": .run]
    case .writeAt: ["on_pwrite": .run]
    case .spawn: ["on_fork": .record, "on_exec": .record, "on_exit": .record]
    }
  }

  /// The acts that prove a program.
  static func proving(_ program: String) -> [CanaryAct] {
    allCases.filter { $0.programs[program] != nil }
  }
}
