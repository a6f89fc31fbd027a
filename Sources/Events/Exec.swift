// SPDX-License-Identifier: Apache-2.0

/// A process became another program. Taken in the kernel before its first instruction, or from
/// /proc for a process that is older than Egret.
package struct Exec: Hashable, Sendable {
  package var time: Instant
  package var actor: Actor
  package var parent: ProcessID
  /// The program the process ran before; unknown for one that is older than Egret.
  package var previous: ProgramID
  /// The file that runs, after links and `#!`: a path from the mount namespace's root; empty where
  /// it was not to be had.
  package var executable: String
  /// What was given to execve: for a script the script.
  package var file: String
  package var arguments: [String]
  package var argumentsAreCut: Bool
  /// Their end was read from /proc: the kernel side had no room for it.
  package var argumentsAreCompleted: Bool
  /// Names only: values are dropped where the record is decoded.
  package var environment: [String]
  package var environmentIsCut: Bool
  package var stdio: [Descriptor]
  package var name: String
  package var user: UInt32
  package var group: UInt32
  /// `loginuid`; nil where it was never set.
  package var login: UInt32?
  package var namespaces: Namespaces
  /// The path of its cgroup; empty where nobody asked for it, or it is not known.
  package var cgroup: String
  /// Found in /proc rather than seen: argv may have been rewritten since.
  package var isOlderThanEgret: Bool
  /// Stdin is a socket, and the first message on it will be reported.
  package var awaitsMessage: Bool

  package init(
    time: Instant, actor: Actor, parent: ProcessID, previous: ProgramID, executable: String,
    file: String, arguments: [String], argumentsAreCut: Bool = false,
    argumentsAreCompleted: Bool = false, environment: [String] = [],
    environmentIsCut: Bool = false, stdio: [Descriptor] = [], name: String, user: UInt32,
    group: UInt32 = 0, login: UInt32? = nil, namespaces: Namespaces = .unknown,
    cgroup: String = "", isOlderThanEgret: Bool = false, awaitsMessage: Bool = false
  ) {
    self.time = time
    self.actor = actor
    self.parent = parent
    self.previous = previous
    self.executable = executable
    self.file = file
    self.arguments = arguments
    self.argumentsAreCut = argumentsAreCut
    self.argumentsAreCompleted = argumentsAreCompleted
    self.environment = environment
    self.environmentIsCut = environmentIsCut
    self.stdio = stdio
    self.name = name
    self.user = user
    self.group = group
    self.login = login
    self.namespaces = namespaces
    self.cgroup = cgroup
    self.isOlderThanEgret = isOlderThanEgret
    self.awaitsMessage = awaitsMessage
  }
}
