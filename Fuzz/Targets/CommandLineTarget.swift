// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Servers

/// Commands as configurations and processes spell them: one line is one text, and all lines the
/// words of a process.
enum CommandLineTarget: Target {
  static let name = "command-lines"
  static let about =
    "shell words, launches, clients' options; words quoted are the same words again"
  static let rounds: UInt64 = 1_200
  static let words = [
    "npx", "-y", "uvx", "--from", "docker", "run", "-i", "--mcp-config", "{\"mcpServers\":{}}",
    "sh",
    "-c", "'", "\"", "\\", "$(", "${A}", "`", "&&", ";", "env", "A=b", "--", "python3", "-m", "\n",
    "@scope/pkg@1.2.3", "mcp-proxy", "exec ", "node", "claude",
  ]

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let lines = text.split(separator: "\n").prefix(300).map(String.init)
    var isUnderstood = false
    for line in lines.prefix(40) {
      guard let words = CommandLineText.words(line) else { continue }
      isUnderstood = true
      try isTheSameQuoted(words)
    }
    let files = CommandLineConfiguration.all(in: lines)
    try hold("files on a command line are bounded", files.count, files.count <= 32)
    try Rules.isShown("a command", ShownCommand(lines).line, limit: 2_000_000)
    recognise(lines)
    return isUnderstood
  }

  /// Words longer than what is split, or more than are taken, are no words any more.
  private static func isTheSameQuoted(_ words: [String]) throws(Find) {
    let quoted = words.map { "'" + $0.replacing("'", with: #"'\''"#) + "'" }.joined(separator: " ")
    guard quoted.utf8.count <= 16_384, words.count < 1_000 else { return }
    try hold("words quoted are the same words", words, CommandLineText.words(quoted) == words)
  }

  /// The words as a process that a client may have started.
  private static func recognise(_ words: [String]) {
    let id = ProcessID(pid: 2, start: Instant(nanoseconds: 1))
    let exec = Exec(
      time: Instant(nanoseconds: 2), actor: Actor(process: id, thread: 2, program: .unknown),
      parent: id, previous: .unknown, executable: words.first ?? "", file: words.first ?? "",
      arguments: words, environment: [], stdio: [Descriptor(kind: .pipe, inode: 1)], name: "x",
      user: 1_000, login: nil)
    let entries = [words, Array(words.dropLast()), ["npx", "-y", "a"]].filter { !$0.isEmpty }.map {
      ServerEntry(
        name: "a", transport: .stdio(command: $0), client: "Cursor", scope: .user, file: "/f",
        user: 1_000)
    }
    _ = EntryRecogniser(entries: entries).recognise(exec, ancestors: [])
  }
}
