// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What was asked for where no hook below reports it.
extension Monitor {
  mutating func consume(_ asked: AskedCall) -> [Outcome] {
    guard let instance = instance(of: asked.actor) else {
      return suspend(.askedCall(asked), of: asked.actor)
    }
    if asked.hook == .sysSendmmsg { askedMessages.note(asked) }
    switch asked.address {
    case .read(.unix(let path)): return broker(path, asked, instance)
    case .read(.other(let family)): return exotic(family, asked, instance)
    case .none, .many, .unreadable, .read: return []
    }
  }

  private mutating func broker(
    _ path: String, _ asked: AskedCall, _ instance: ServerInstance
  ) -> [Outcome] {
    if LocalBrokers.isNameService(path) {
      servers.update(instance.number) { $0.hasUnseenNames = true }
      return []
    }
    guard let reason = LocalBrokers.reason(for: path), isNews(asked) else { return [] }
    if isContainerClient(instance), LocalBrokers.isContainerEngine(path) { return [] }
    var verdict = Verdict()
    verdict.fire(.localHandoff, because: "\(path): \(reason)")
    let target = FindingTarget(endpoint: nil, transport: Self.local, unixPath: path)
    return [.finding(finding(asked, target, instance, verdict))]
  }

  /// A broker's socket may be told twice: by the name that was given, and by the one it is bound to.
  private mutating func isNews(_ asked: AskedCall) -> Bool {
    guard asked.inode != 0 else { return true }
    if brokerSockets.count >= Self.mostBrokerSockets { brokerSockets.removeAll() }
    return brokerSockets.insert(asked.inode).inserted
  }

  private static let mostBrokerSockets = 4096

  /// An entry that is `docker run …` talks to Docker: that is what it is for.
  private func isContainerClient(_ instance: ServerInstance) -> Bool {
    instance.recognition.package?.hasPrefix("oci:") == true
  }

  private func exotic(
    _ family: UInt16, _ asked: AskedCall, _ instance: ServerInstance
  ) -> [Outcome] {
    let what =
      family == Self.tunnelDevice
      ? "a TUN or TAP device" : "a socket of the family \(Self.name(family: family))"
    var verdict = Verdict()
    verdict.fire(.unexpectedDestination, because: "it uses \(what), which no address hook sees")
    let target = FindingTarget(endpoint: nil, transport: Self.local)
    return [.finding(finding(asked, target, instance, verdict))]
  }

  private static let local = TransportProtocol(number: 0)
  /// No family: the kernel side's word for /dev/net/tun.
  private static let tunnelDevice: UInt16 = 0xffff

  /// include/linux/socket.h
  private static func name(family: UInt16) -> String {
    switch family {
    case 17: "AF_PACKET"
    case 21: "AF_RDS"
    case 30: "AF_TIPC"
    case 31: "AF_BLUETOOTH"
    case 38: "AF_ALG"
    case 40: "AF_VSOCK"
    case 41: "AF_KCM"
    case 43: "AF_SMC"
    case 44: "AF_XDP"
    default: "\(family)"
    }
  }
}
