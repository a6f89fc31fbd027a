// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

/// Command lines that are longer than what the kernel side takes.
@Suite struct LongCommandLineTests {
  private static let long = String(repeating: "x", count: 8_000)

  private func cut(_ words: [String], to size: Int) -> Exec {
    var bytes = Array(words.joined(separator: "\0").utf8.prefix(size))
    if bytes.last == 0 { bytes.removeLast() }
    let id = ProcessID(pid: 4, start: Instant(nanoseconds: 5))
    return Exec(
      time: Instant(nanoseconds: 9), actor: Actor(process: id, thread: 4, program: .unknown),
      parent: id, previous: .unknown, executable: "/srv", file: "/srv",
      arguments: String(decoding: bytes, as: UTF8.self).split(
        separator: "\0", omittingEmptySubsequences: false
      ).map(String.init), argumentsAreCut: true, name: "srv", user: 0)
  }

  private func bytes(_ words: [String]) -> [UInt8] { words.flatMap { Array($0.utf8) + [0] } }

  @Test func theEndIsTakenFromTheProcess() {
    let words = ["srv", "--rules", Self.long, "--last", ""]
    let exec = cut(words, to: 4_096).completed(by: bytes(words))
    #expect(exec.arguments == words)
    #expect(!exec.argumentsAreCut && exec.argumentsAreCompleted)
  }

  @Test func whatDoesNotGoOnThereIsAnother() {
    let exec = cut(["srv", Self.long], to: 4_096)
    #expect(exec.completed(by: bytes(["other", Self.long])) == exec)
    #expect(exec.completed(by: []) == exec)
    #expect(exec.completed(by: bytes(["srv", "short"])) == exec)
  }

  @Test func aWholeOneIsLeftAlone() {
    var exec = cut(["srv", "a"], to: 4_096)
    exec.argumentsAreCut = false
    #expect(exec.completed(by: bytes(["srv", "a", "b"])) == exec)
  }

  @Test func whatIsKeptHasABound() {
    let words = ["srv"] + Array(repeating: "a", count: 40_000)
    let many = cut(words, to: 4_096).completed(by: bytes(words))
    #expect(many.arguments.count == Exec.mostArguments && many.argumentsAreCut)
    let huge = ["srv", String(repeating: "y", count: 1 << 17)]
    let read = Array(bytes(huge).prefix(Exec.longestCommandLine))
    #expect(cut(huge, to: 4_096).completed(by: read).argumentsAreCut)
  }
}
