// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Programs that were told as unlisted, by path and command line.
struct UnlistedPrograms: Sendable {
  private struct Program: Hashable {
    var path: String
    var arguments: [String]
  }

  private static let limit = 1_024
  private var told: Set<Program> = []

  /// False for one that was told before. When there are too many all are told again.
  mutating func note(_ exec: Exec) -> Bool {
    if told.count >= Self.limit { told.removeAll() }
    return told.insert(Program(path: exec.executable, arguments: exec.arguments)).inserted
  }
}
