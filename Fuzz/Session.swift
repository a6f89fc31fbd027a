// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Feeds one target for a number of rounds, or for a time.
struct Session {
  /// An input that takes longer is a find: SIGALRM ends the process.
  private static let patience: UInt32 = 20

  let target: any Target.Type
  let seed: UInt64
  let seeds: [[UInt8]]
  private(set) var round: UInt64 = 0
  private(set) var understood: UInt64 = 0
  private let words: [[UInt8]]
  private let note: InputNote?

  struct NoSeeds: Error { let target: String }

  init(
    _ target: any Target.Type, seed: UInt64, corpus: Corpus, note: InputNote?
  ) throws {
    self.target = target
    self.seed = seed
    self.note = note
    seeds = try corpus.files(of: target) + target.seeds(corpus)
    if seeds.isEmpty { throw NoSeeds(target: target.name) }
    words = target.words.map { Array($0.utf8) }
  }

  /// Right inputs as they are: each must be understood, or the rounds would prove little.
  mutating func feedSeeds() throws(Find) {
    for (index, seed) in seeds.enumerated() {
      note?.write(round: 0, seed)
      alarm(Self.patience)
      try hold("seed \(index) is understood", seed.prefix(200), try target.feed(seed))
    }
  }

  mutating func run(rounds: UInt64, from first: UInt64 = 1) throws(Find) {
    for _ in 0..<rounds {
      round = round == 0 ? first : round + 1
      try feed()
    }
    alarm(0)
  }

  mutating func run(seconds: Int, report: (Session) -> Void) throws(Find) {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    var next = clock.now.advanced(by: .seconds(1))
    while clock.now < end {
      round += 1
      try feed()
      if clock.now > next {
        report(self)
        next = clock.now.advanced(by: .seconds(1))
      }
    }
    alarm(0)
  }

  private mutating func feed() throws(Find) {
    var mutation = Mutation(seed: seed, target: target.name, round: round, words: words)
    let input = mutation.input(from: seeds)
    note?.write(round: round, input)
    alarm(Self.patience)
    if try target.feed(input) { understood += 1 }
  }
}
