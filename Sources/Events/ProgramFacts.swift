// SPDX-License-Identifier: Apache-2.0

/// What the machine says of a server's program beyond its exec: read from /proc and from files while it runs.
package struct ProgramFacts: Hashable, Sendable {
  package var time: Instant
  /// The process that was asked about.
  package var process: ProcessID
  package var program: ProgramID
  /// The user's name in the machine's password file; empty where it has none.
  package var userName: String
  /// Where it was started; empty where that is not known.
  package var directory: String
  package var executable: FileDigest
  /// The file that the program, an interpreter, runs; empty where it is none, or runs no file.
  package var script: String
  package var scriptDigest: FileDigest
  /// What the package that it runs from says of itself; nil where it was not asked, or none was found.
  package var package: PackageFacts?
  /// What is remembered of its server; nil where it was not asked.
  package var history: PackageHistory?

  package init(
    time: Instant, process: ProcessID, program: ProgramID, userName: String = "",
    directory: String = "", executable: FileDigest = FileDigest(), script: String = "",
    scriptDigest: FileDigest = FileDigest(), package: PackageFacts? = nil,
    history: PackageHistory? = nil
  ) {
    self.time = time
    self.process = process
    self.program = program
    self.userName = userName
    self.directory = directory
    self.executable = executable
    self.script = script
    self.scriptDigest = scriptDigest
    self.package = package
    self.history = history
  }

  /// Nothing is still to be read.
  package var isWhole: Bool { executable.isKnown && (script.isEmpty || scriptDigest.isKnown) }
}
