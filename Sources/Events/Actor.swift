// SPDX-License-Identifier: Apache-2.0

/// Who did it: a thread of a process that runs a program.
package struct Actor: Hashable, Sendable {
  package var process: ProcessID
  package var thread: UInt32
  package var program: ProgramID

  package init(process: ProcessID, thread: UInt32, program: ProgramID) {
    self.process = process
    self.thread = thread
    self.program = program
  }
}
