// SPDX-License-Identifier: Apache-2.0

package import Events

/// A process as a finding shows it.
package struct FindingProcess: Hashable, Sendable {
  package var id: ProcessID
  package var name: String
  package var path: String
  package var arguments: [String]
  package var argumentsAreCut: Bool
  package var user: UInt32
  package var group: UInt32
  /// As the machine's password file has it; empty where that is not known.
  package var userName = ""
  /// `loginuid`; nil where it was never set.
  package var login: UInt32?
  /// When its program began; nil where Egret does not know.
  package var execTime: Instant?
  /// What was read of it while it ran; nil where nobody asked.
  package var facts: ProgramFacts?

  package init(
    id: ProcessID, name: String, path: String, arguments: [String], argumentsAreCut: Bool = false,
    user: UInt32, group: UInt32 = 0, login: UInt32? = nil, execTime: Instant? = nil
  ) {
    self.id = id
    self.name = name
    self.path = path
    self.arguments = arguments
    self.argumentsAreCut = argumentsAreCut
    self.user = user
    self.group = group
    self.login = login
    self.execTime = execTime
  }
}
