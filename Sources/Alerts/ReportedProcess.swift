// SPDX-License-Identifier: Apache-2.0

/// A process as the line of an alert shows it.
package struct ReportedProcess: Sendable {
  package var pid: UInt32 = 0
  package var name = ""
  package var path = ""
  package var command = ""
  package var user = ""

  /// Nobody has the pid 0: it stands for who is not known.
  var isKnown: Bool { pid != 0 }

  /// `NAME (pid N)`
  var text: String { "\(name.isEmpty ? "a process" : name) (pid \(pid))" }
}
