// SPDX-License-Identifier: Apache-2.0

import Foundation

/// `scripts/fuzz` starts this program, and reads the input's note where it dies.
///
///     fuzz list
///     fuzz rounds TARGET COUNT SEED ROOT NOTE     COUNT 0: the target's own number
///     fuzz seconds TARGET SECONDS SEED ROOT NOTE
///     fuzz input TARGET FILE
///
/// Exit 0: nothing found; 1: a rule does not hold; 64: wrong usage. A trap is a signal.
@main struct Fuzz {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "list" where words.count == 1: list()
    case "rounds" where words.count == 6, "seconds" where words.count == 6: try run(words)
    case "input" where words.count == 3: try feed(words[1], file: words[2])
    default: stop("usage: see Fuzz/Fuzz.swift; scripts/fuzz is what to run", 64)
    }
  }

  private static func list() {
    for target in Targets.all { print("\(target.name)\t\(target.about)") }
  }

  private static func run(_ words: [String]) throws {
    guard let target = Targets.named(words[1]), let number = UInt64(words[2]),
      let seed = UInt64(words[3])
    else { return stop("no such target, or no number: \(words.joined(separator: " "))", 64) }
    var session = try Session(
      target, seed: seed, corpus: Corpus(root: words[4]), note: InputNote(words[5]))
    do throws(Find) {
      try session.feedSeeds()
      if words[0] == "rounds" {
        try session.run(rounds: number == 0 ? target.rounds : number)
      } else {
        try session.run(seconds: Int(clamping: number)) { tell($0) }
      }
    } catch {
      stop("\(target.name), seed \(seed), round \(session.round): \(error)", 1)
    }
    tell(session)
  }

  private static func feed(_ name: String, file: String) throws {
    guard let target = Targets.named(name) else { return stop("no target \(name)", 64) }
    let input = Array(try Data(contentsOf: URL(filePath: file)))
    do throws(Find) {
      print(try target.feed(input) ? "understood" : "not understood")
    } catch { stop("\(error)", 1) }
  }

  /// One line of progress.
  private static func tell(_ session: Session) {
    let line = "\(session.target.name)\t\(session.round)\t\(session.understood)\n"
    FileHandle.standardOutput.write(Data(line.utf8))
  }

  private static func stop(_ text: String, _ status: Int32) {
    FileHandle.standardError.write(Data("fuzz: \(text)\n".utf8))
    exit(status)
  }
}
