// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf

/// What `egret run` gives up on this kernel, tried in processes that end at once.
enum SupportFilter {
  static func facts() -> [SupportFact] {
    [kept(), calls(trial(EGRET_WATCHER), canary: trial(EGRET_CANARY))]
  }

  private static func kept() -> SupportFact {
    let watcher = SupportCapability.watcher.map(\.name).joined(separator: ", ")
    return SupportFact(
      "powers kept", .yes,
      "after the start the watcher has \(watcher); the canary \(SupportCapability.netRaw.name)")
  }

  /// The call that was not refused, empty where all were; nil where there is no filter.
  private static func trial(_ whose: egret_filtered) -> String? {
    unsafe egret_try_filter(whose).map { unsafe String(cString: $0) }
  }

  static func calls(_ watcher: String?, canary: String?) -> SupportFact {
    let name = "powers given up"
    guard let watcher, let canary else {
      return SupportFact(
        name, .no, "no filter of system calls can be installed",
        advice: "Use a kernel built with CONFIG_SECCOMP_FILTER=y")
    }
    let wrong = [watcher, canary].filter { !$0.isEmpty }
    guard wrong.isEmpty else {
      return SupportFact(
        name, .no, "not as docs/privileges.md says: \(wrong.joined(separator: ", "))")
    }
    return SupportFact(
      name, .yes,
      "every other capability; \(count(EGRET_WATCHER)) rules for system calls, tried: sockets to "
        + "other machines, programs, ptrace, modules, mounts, eBPF programs")
  }

  private static func count(_ whose: egret_filtered) -> Int {
    var index = 0
    var count = 0
    while true {
      let row = unsafe egret_refusal_at(index)
      guard unsafe row.call.pointee != 0 else { return count }
      if unsafe row.whose & whose.rawValue != 0 { count += 1 }
      index += 1
    }
  }
}
