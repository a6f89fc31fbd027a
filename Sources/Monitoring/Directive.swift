// SPDX-License-Identifier: Apache-2.0

package import Events

/// What the kernel side is to do with a program from now on.
package enum Directive: Hashable, Sendable {
  /// Report everything the program's processes do.
  case watch(ProgramID)
  case ignore(ProgramID)
  /// Ignore what it does, and report the lives of all that descends from it: what it starts may be a
  /// server, whatever its name is.
  case follow(ProgramID)
  /// No process runs it any more.
  case forget(ProgramID)
  /// The kernel does not know which program the process runs: it is older than Egret.
  case seed(ProcessID, ProgramID)
}
