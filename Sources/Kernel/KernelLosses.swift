// SPDX-License-Identifier: Apache-2.0

package import Events

/// What the kernel side lost since the start, as read at one moment.
package struct KernelLosses: Hashable, Sendable {
  package let byStage: [Loss.Stage: UInt64]
  /// The same by program, as far as that is known, in the order of names; programs that lost nothing
  /// are left out.
  package let byProgram: [ProgramLoss]

  /// `recursions` and `refused` are counts by program.
  init(byStage: [Loss.Stage: UInt64], recursions: [String: UInt64], refused: [String: UInt64]) {
    self.byStage = byStage
    byProgram = Set(recursions.keys).union(refused.keys).sorted().map {
      ProgramLoss(program: $0, recursion: recursions[$0] ?? 0, refused: refused[$0] ?? 0)
    }
  }
}
