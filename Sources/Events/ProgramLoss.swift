// SPDX-License-Identifier: Apache-2.0

/// What one program of the kernel side could not tell, since the start of the run.
package struct ProgramLoss: Hashable, Sendable {
  /// The program's name.
  package var program: String
  /// How often the kernel skipped it, because it or its kind was running on that CPU already.
  package var recursion: UInt64
  /// Records for which it found no room in a ring.
  package var refused: UInt64

  package init(program: String, recursion: UInt64, refused: UInt64) {
    self.program = program
    self.recursion = recursion
    self.refused = refused
  }
}
