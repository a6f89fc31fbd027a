// SPDX-License-Identifier: Apache-2.0

internal import Events

/// How many living processes run each program.
struct ProgramCounts: Sendable {
  private var counts: [ProgramID: Int] = [:]

  mutating func add(_ program: ProgramID) {
    guard program != .unknown else { return }
    counts[program, default: 0] += 1
  }

  /// The program, if nothing runs it any more.
  mutating func remove(_ program: ProgramID) -> ProgramID? {
    guard let count = counts[program] else { return nil }
    counts[program] = count > 1 ? count - 1 : nil
    return count > 1 ? nil : program
  }

  func count(of program: ProgramID) -> Int { counts[program] ?? 0 }
}
