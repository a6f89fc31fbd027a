// SPDX-License-Identifier: Apache-2.0

/// A command line that was longer than the kernel side takes.
extension Exec {
  /// Bytes that are read of a command line, and words that are kept.
  package static let longestCommandLine = 64 << 10
  package static let mostArguments = 4_096

  /// The exec with its whole command line, if `bytes`, what /proc has of it now, goes on where the
  /// kernel side's end. The process may have written over it since: then nothing changes.
  package func completed(by bytes: [UInt8]) -> Exec {
    guard argumentsAreCut, !arguments.isEmpty else { return self }
    let seen = arguments.joined(separator: "\0").utf8
    guard bytes.count > seen.count, bytes.starts(with: seen) else { return self }
    let words = bytes.split(separator: 0, omittingEmptySubsequences: false)
    let isWhole = bytes.last == 0 && bytes.count < Self.longestCommandLine
    let kept = (bytes.last == 0 ? words.dropLast() : words[...]).prefix(Self.mostArguments)
    var exec = self
    exec.arguments = kept.map { String(decoding: $0, as: UTF8.self) }
    exec.argumentsAreCut = !isWhole || kept.count == Self.mostArguments
    exec.argumentsAreCompleted = true
    return exec
  }
}
