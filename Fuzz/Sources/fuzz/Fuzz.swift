// SPDX-License-Identifier: Apache-2.0

/// `fuzz [ROUNDS] [SEED]`
@main struct Fuzz {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().map { UInt64($0) ?? 0 }
    let rounds = numbers.first ?? 1_000_000
    let seed = numbers.dropFirst().first ?? 1
    print("seed \(seed), \(rounds) rounds")
    var mutation = Mutation(seed: seed)
    var target = Target()
    for round in 0..<rounds {
      try target.feed(&mutation)
      if round.isMultiple(of: 100_000) { print("round \(round)") }
    }
    print("no finds; \(target.understood) inputs were understood")
  }
}
