// SPDX-License-Identifier: Apache-2.0

/// What a watch noticed.
extension ConfigurationWatch {
  /// What changed since the configurations were read last.
  struct Changes: Sendable {
    /// Absolute paths that were written, made, renamed or removed.
    var paths: Set<String> = []
    /// The kernel's queue overflowed: anything may have changed.
    var isEverything = false
    /// Pids, by path.
    var writers: [String: UInt32] = [:]

    mutating func add(_ more: Changes) {
      paths.formUnion(more.paths)
      isEverything = isEverything || more.isEverything
      writers.merge(more.writers) { _, new in new }
    }

    /// Whether a file is among them, or a directory above it.
    func touch(_ file: String) -> Bool {
      if isEverything || paths.contains(file) { return true }
      var end = file.lastIndex(of: "/")
      for _ in 0..<64 {
        guard let slash = end, slash != file.startIndex else { return false }
        if paths.contains(String(file[..<slash])) { return true }
        end = file[..<slash].lastIndex(of: "/")
      }
      return false
    }
  }
}
