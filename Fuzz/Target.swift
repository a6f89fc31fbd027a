// SPDX-License-Identifier: Apache-2.0

/// One parser, or several that belong together, and what must hold of what comes out of it.
///
/// An input alone decides what happens: nothing is kept between two of them, so that a find needs
/// nothing but its bytes to be seen again.
protocol Target: SendableMetatype {
  /// As the command line spells it; also the folder of its inputs in Corpus.
  static var name: String { get }
  /// What is read, and what must hold beside that nothing traps: for `--list`.
  static var about: String { get }
  /// Rounds of the test command: some three seconds in a debug build.
  static var rounds: UInt64 { get }
  /// Words that mutation puts in: what the parser looks for.
  static var words: [String] { get }
  /// Right inputs beside those of the target's folder in Corpus.
  static func seeds(_ corpus: Corpus) throws -> [[UInt8]]
  /// Whether the input was read as what it is.
  static func feed(_ input: [UInt8]) throws(Find) -> Bool
}

extension Target {
  static var words: [String] { [] }
  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] { [] }
}
