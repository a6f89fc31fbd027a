// SPDX-License-Identifier: Apache-2.0

package import Events

/// A process as the tree knows it.
package struct ProcessNode: Sendable {
  /// The exec of a program, shared by all its processes: a fork copies a reference, no strings.
  indirect enum SharedExec: Sendable {
    case exec(Exec)
  }

  package let id: ProcessID
  /// The process that forked it, whatever its parent is now; nil if that is not known.
  package internal(set) var parent: ProcessID?
  /// The program that it runs: its parent's until it execs itself.
  package internal(set) var program: ProgramID
  /// The name it began its life or its program with.
  package internal(set) var name: String
  /// nil while it lives.
  package internal(set) var exitTime: Instant?
  var shared: SharedExec?
  /// It left, and no server owned it.
  private(set) var isLetGo = false

  init(
    id: ProcessID, parent: ProcessID?, program: ProgramID, name: String, shared: SharedExec?
  ) {
    self.id = id
    self.parent = parent
    self.program = program
    self.name = name
    self.shared = shared
  }

  package var isAlive: Bool { exitTime == nil }

  /// The exec its program began with, in this process or in one it was forked from; nil if it
  /// was not seen.
  package var exec: Exec? {
    guard case .exec(let exec)? = shared else { return nil }
    return exec
  }

  /// Its own exec was seen, not read from /proc.
  var isSeen: Bool { exec.map { $0.actor.process == id && !$0.isOlderThanEgret } ?? false }

  mutating func run(_ exec: Exec) {
    exitTime = nil
    isLetGo = false
    program = exec.actor.program
    name = exec.name
    shared = .exec(Self.sharing(exec, with: self.exec))
  }

  /// The exec with the parts that are those of the program before: children that a program starts by
  /// the thousand mostly have its variables, and one copy is enough.
  private static func sharing(_ exec: Exec, with before: Exec?) -> Exec {
    guard let before else { return exec }
    var exec = exec
    if exec.environment == before.environment { exec.environment = before.environment }
    if exec.arguments == before.arguments { exec.arguments = before.arguments }
    if exec.stdio == before.stdio { exec.stdio = before.stdio }
    if exec.executable == before.executable { exec.executable = before.executable }
    return exec
  }

  /// Drops what no one will ask for; its command line may be needed as an ancestor's.
  mutating func letGo() {
    isLetGo = true
    guard var exec else { return }
    exec.environment = []
    exec.stdio = []
    shared = .exec(exec)
  }

  /// The time at which its program began.
  package var execTime: Instant? { exec?.time }
}
