// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Programs that were reported as unlisted, by path and command line.
struct UnlistedPrograms: Sendable {
  private struct Program: Hashable {
    var path: String
    var arguments: [String]
  }

  private static let limit = 1_024
  private var reported: Set<Program> = []

  /// False for one that was reported before. When there are too many, all are reported again.
  mutating func note(_ exec: Exec) -> Bool {
    if reported.count >= Self.limit { reported.removeAll() }
    return reported.insert(Program(path: exec.executable, arguments: exec.arguments)).inserted
  }
}
