// SPDX-License-Identifier: Apache-2.0

/// What the kernel side has to look at in an exec, so that none of the servers that the policy says run
/// begins unseen. A condition that it can decide by saves it all others.
package struct RunInterest: Hashable, Sendable {
  /// Base names of programs.
  package private(set) var names: Set<String> = []
  package private(set) var ports: Set<UInt16> = []
  package private(set) var users: Set<UInt32> = []
  /// By cgroup: what begins in one that nobody has looked at yet.
  package private(set) var needsCgroups = false
  /// The conditions on them.
  private var units: Set<TextPattern> = []
  private var paths: Set<TextPattern> = []
  /// Nothing narrows it down: every exec.
  package private(set) var needsEverything = false

  package init(_ policy: Policy) {
    for (_, run) in policy.runs { take(run) }
  }

  /// Whether a server may run in a cgroup of this path, as far as units and paths say.
  package func mayRun(in cgroup: String) -> Bool {
    paths.contains { $0.matches(cgroup) }
      || units.contains { ServerRun.unit(of: cgroup, $0) != nil }
  }

  private mutating func take(_ run: ServerRun) {
    if let unit = run.unit { units.insert(unit) }
    if let path = run.cgroup { paths.insert(path) }
    if let port = run.listen {
      // Known by its port, and then by all it is.
      ports.insert(port)
      needsCgroups = needsCgroups || run.unit != nil || run.cgroup != nil
    } else if run.container != nil || run.pod != nil {
      // Execs in other pid namespaces are reported whatever they are.
      needsCgroups = needsCgroups || run.unit != nil || run.cgroup != nil
    } else if run.unit != nil || run.cgroup != nil {
      needsCgroups = true
    } else if let name = run.programName {
      names.insert(name)
    } else if let user = run.user {
      if let number = user.number { users.insert(number) }
    } else {
      needsEverything = true
    }
  }
}

extension ServerRun {
  /// The base name that its program must have; nil where the patterns leave that open.
  fileprivate var programName: String? {
    let first = command?.text.split(separator: " ", maxSplits: 1).first.map(String.init)
    return [executable?.text, first].compactMap { $0 }.map(Subject.baseName).first {
      !$0.isEmpty && TextPattern($0).isLiteral
    }
  }
}
