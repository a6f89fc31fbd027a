// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// What is to be said of an act. Keeps nothing: the same act has the same verdict.
enum Judge {
  static func verdict(on act: Act) -> Verdict {
    switch act.deed {
    case .reached(let destination): ReachJudge(destination, act).verdict
    case .asked(let asked): verdict(on: asked)
    case .handedOff(let handoff): HandoffJudge(handoff, act).verdict
    case .queried(let query): NameJudge(query, act).verdict
    case .proxied(let proxied): ProxiedJudge(proxied, act).verdict
    case .meddled(let meddling): verdict(on: meddling)
    case .installing(_, let words): verdict(onInstaller: words)
    case .changed(_, let changes): verdict(onChanges: changes)
    case .began: verdict(onUnlistedOf: act.doer.instance.value.entry?.client)
    }
  }

  private static func verdict(on asked: AskedCall) -> Verdict {
    var verdict = Verdict()
    switch asked.address {
    case .read(.other(let family)):
      verdict.fire(
        .unexpectedDestination,
        because: "it uses \(text(family: family)), which no address hook sees")
    case .none, .many, .unreadable, .read: break
    }
    return verdict
  }

  private static func verdict(onUnlistedOf client: String?) -> Verdict {
    var verdict = Verdict()
    verdict.fire(
      .unlistedServer,
      because: "\(client ?? "a client") started it, and it looks like an MCP server")
    return verdict
  }

  private static func verdict(onChanges changes: [String]) -> Verdict {
    var verdict = Verdict()
    for change in changes { verdict.fire(.packageChanged, because: change) }
    return verdict
  }

  private static func verdict(onInstaller words: String) -> Verdict {
    var verdict = Verdict()
    verdict.fire(.installerRun, because: "it ran an installer while it serves: \(words)")
    return verdict
  }

  private static func verdict(on meddling: Meddling) -> Verdict {
    var verdict = Verdict()
    verdict.fire(.localHandoff, because: text(meddling))
    return verdict
  }

  private static func text(_ meddling: Meddling) -> String {
    let target = meddling.target == 0 ? "another process" : "process \(meddling.target)"
    return switch meddling.call {
    case .ptrace: "it took control of \(target) with ptrace"
    case .getDescriptor: "it took a descriptor from \(target) with pidfd_getfd"
    case .writeMemory: "it wrote into the memory of \(target) with process_vm_writev"
    case .writeMemoryFile: "it wrote into the memory of \(target) through its file in /proc"
    }
  }

  private static func text(family: UInt16) -> String {
    family == tunnelDevice ? "a TUN or TAP device" : "a socket of the family \(name(of: family))"
  }

  /// No family: the kernel side's word for /dev/net/tun.
  private static let tunnelDevice: UInt16 = 0xffff

  /// include/linux/socket.h
  private static func name(of family: UInt16) -> String {
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
