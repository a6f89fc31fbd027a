// SPDX-License-Identifier: Apache-2.0

/// The process that holds a socket others of the machine connect or send to.
package struct PeerHolder: Hashable, Sendable {
  package var process: ProcessID
  /// The file it runs; empty where that could not be read.
  package var executable: String
  package var user: UInt32
  /// As the machine's password file has it; empty where it does not.
  package var userName: String
  /// It is in the machine's own user namespace: only root chose which files it sees under which
  /// names.
  package var isOfMachine: Bool

  package init(
    process: ProcessID, executable: String, user: UInt32, userName: String = "",
    isOfMachine: Bool = true
  ) {
    self.process = process
    self.executable = executable
    self.user = user
    self.userName = userName
    self.isOfMachine = isOfMachine
  }
}
