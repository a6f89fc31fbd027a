// SPDX-License-Identifier: Apache-2.0

/// Capabilities that Egret uses (include/uapi/linux/capability.h), and for what.
enum SupportCapability: Int, CaseIterable {
  case dacReadSearch = 2
  case setGID = 6
  case setUID = 7
  case netAdmin = 12
  case netRaw = 13
  case sysChroot = 18
  case sysPtrace = 19
  case sysAdmin = 21
  case perfmon = 38
  case bpf = 39

  /// What the process that watches keeps after its start: raw packets are the canary's, and what confines the parsers
  /// is used once.
  static var watcher: [SupportCapability] {
    allCases.filter { ![.netRaw, .setGID, .setUID, .sysChroot].contains($0) }
  }

  var name: String {
    switch self {
    case .dacReadSearch: "CAP_DAC_READ_SEARCH"
    case .setGID: "CAP_SETGID"
    case .setUID: "CAP_SETUID"
    case .netAdmin: "CAP_NET_ADMIN"
    case .netRaw: "CAP_NET_RAW"
    case .sysChroot: "CAP_SYS_CHROOT"
    case .sysPtrace: "CAP_SYS_PTRACE"
    case .sysAdmin: "CAP_SYS_ADMIN"
    case .perfmon: "CAP_PERFMON"
    case .bpf: "CAP_BPF"
    }
  }

  var purpose: String {
    switch self {
    case .dacReadSearch: "reading users' client configurations"
    case .setGID, .setUID: "parsers that are no user's"
    case .netAdmin: "hooks of cgroups"
    case .netRaw: "the proof of the hook on incoming packets"
    case .sysChroot: "parsers that see no file"
    case .sysPtrace: "the files and arguments of running processes"
    case .sysAdmin: "a tracefs of its own, and everything on old kernels"
    case .perfmon: "tracepoints, and reading kernel memory"
    case .bpf: "loading programs"
    }
  }

  /// The line `CapEff:` of /proc/self/status (proc(5)): a mask in hexadecimal.
  static func fact(status: String?) -> SupportFact {
    let line = status?.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    let digits = line?.dropFirst("CapEff:".count).filter { !$0.isWhitespace }
    guard let digits, let mask = UInt64(digits, radix: 16) else {
      return SupportFact("capabilities", .unknown, "/proc/self/status does not tell them")
    }
    let missing = allCases.filter { mask & 1 << UInt64($0.rawValue) == 0 }
    guard !missing.isEmpty else { return SupportFact("capabilities", .yes, "all that are used") }
    let list = missing.map { "\($0.name) (\($0.purpose))" }.joined(separator: ", ")
    return SupportFact("capabilities", .no, "missing: \(list)", advice: "Grant them to Egret")
  }
}
