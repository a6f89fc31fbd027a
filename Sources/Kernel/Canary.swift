// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Harmless acts of Egret's own that the hooks must notice.
///
/// Everything goes to loopback, and to ports that sockets of the canary hold: no other program
/// receives anything. A connect finds a port where nobody listens and is refused.
struct Canary<Flag: RaisedFlag> {
  private let flag: Flag
  private(set) var flight = CanaryFlight()

  static var loopback4: IPAddress { IPAddress(v4: 0x7f00_0001) }
  static var loopback6: IPAddress { IPAddress(v6High: 0, low: 1) }

  init(flag: Flag) { self.flag = flag }

  /// Does them one after the other, with the flag up.
  mutating func fly(_ acts: [CanaryAct]) {
    flag.raise()
    for act in acts { attempt(act) }
    flag.lower()
  }

  private mutating func attempt(_ act: CanaryAct) {
    do throws(KernelError) { try perform(act) } catch {
      flight.could(not: act, error.description)
      if act == .raw { flight.could(not: .answer, error.description) }
    }
  }

  private mutating func perform(_ act: CanaryAct) throws(KernelError) {
    switch act {
    case .connect4: try connect(act, Self.loopback4)
    case .connect6: try connect(act, Self.loopback6)
    case .adopted: try adopt()
    case .sendto4, .sendmsg4, .sendmmsg4, .connected4: try send(act, Self.loopback4)
    case .sendto6, .sendmsg6, .sendmmsg6, .connected6: try send(act, Self.loopback6)
    case .raw: try rawAndAnswer()
    case .answer: break  // comes with the raw packet
    case .connectUnix: try reachUnix(act, SOCK_STREAM)
    case .sendUnix: try reachUnix(act, SOCK_DGRAM)
    case .tunnel: try inVain(act, EGRET_IOCTL)
    case .ptrace: try inVain(act, EGRET_PTRACE)
    case .getDescriptor: try inVain(act, EGRET_PIDFD_GETFD)
    case .writeMemory: try inVain(act, EGRET_VM_WRITEV)
    case .seek: try inVain(act, EGRET_LSEEK)
    case .writeAt: try inVain(act, EGRET_PWRITE)
    case .spawn:
      try CanaryChild.live()
      flight.did(.spawn)
    }
  }

  /// A call that the kernel refuses after the hook has seen it. Where a filter of system calls
  /// (seccomp) refuses it, no hook sees it.
  private mutating func inVain(_ act: CanaryAct, _ call: egret_vain) throws(KernelError) {
    let number = egret_vain_call(call)
    if number == EPERM || number == ENOSYS {
      throw KernelError(
        .refused, "a system call is forbidden", why: KernelError.text(errno: number))
    }
    flight.did(act)
  }

  private mutating func connect(_ act: CanaryAct, _ address: IPAddress) throws(KernelError) {
    let held = try CanarySocket.holding(address, SOCK_STREAM)
    let caller = try CanarySocket(family: CanarySocket.family(of: address), SOCK_STREAM)
    let target = Endpoint(address: address, port: try held.port())
    caller.connect(to: target)
    held.acceptInVain()
    flight.did(act, to: target, .tcp)
  }

  /// With the flag down Egret is ignored, but for a socket that has an owner.
  private mutating func adopt() throws(KernelError) {
    let held = try CanarySocket.holding(Self.loopback4, SOCK_STREAM)
    let caller = try CanarySocket(family: AF_INET, SOCK_STREAM)
    let target = Endpoint(address: Self.loopback4, port: try held.port())
    flag.lower()
    caller.connect(to: target)
    flag.raise()
    flight.did(.adopted, to: target, .tcp)
  }

  private mutating func send(_ act: CanaryAct, _ address: IPAddress) throws(KernelError) {
    let held = try CanarySocket.holding(address, SOCK_DGRAM)
    let sender = try CanarySocket(family: CanarySocket.family(of: address), SOCK_DGRAM)
    let target = Endpoint(address: address, port: try held.port())
    switch act {
    case .sendto4, .sendto6: try sender.send(to: target)
    case .sendmsg4, .sendmsg6: try sender.sendMessage(to: target)
    case .sendmmsg4, .sendmmsg6: try sender.sendMessages(to: target)
    case .connected4, .connected6:
      sender.connect(to: target)
      try sender.sendConnected()
    default: return
    }
    flight.did(act, to: target, .udp)
  }

  private mutating func reachUnix(_ act: CanaryAct, _ type: __socket_type) throws(KernelError) {
    let held = try CanarySocket.holdingUnix(type)
    let name = try held.ownName()
    let caller = try CanarySocket(family: AF_UNIX, type)
    if act == .sendUnix { try caller.send(to: name) } else { caller.connect(to: name) }
    // Family, a zero byte, and the name.
    flight.did(act, to: "@" + String(decoding: name.dropFirst(3), as: UTF8.self))
  }

  /// A raw packet to a socket of our own, which looks like a resolver's answer.
  private mutating func rawAndAnswer() throws(KernelError) {
    let asker = try CanarySocket.holding(Self.loopback4, SOCK_DGRAM)
    let target = Endpoint(address: Self.loopback4, port: try asker.port())
    try asker.send(to: target)  // whoever sends owns the socket
    _ = asker.receives(within: 20)
    let sender = try CanarySocket(
      family: AF_INET, SOCK_RAW, protocol: Int32(IPPROTO_RAW))
    let packet = CanaryPacket.answer(to: target.port)
    try sender.send(packet, to: Endpoint(address: Self.loopback4, port: 0))
    flight.did(.raw, to: target, .raw)
    if asker.receives(within: 20) {
      flight.did(.answer)
    } else {
      flight.could(not: .answer, "a datagram on loopback did not arrive")
    }
  }
}
