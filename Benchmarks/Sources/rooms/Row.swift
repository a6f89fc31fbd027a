// SPDX-License-Identifier: Apache-2.0

/// One measured figure, and whether it is what issue 9 asks for.
struct Row {
  let name: String
  let timing: Timing
  /// Nanoseconds at most.
  var aim: Int?

  var text: String {
    let figures = Self.right(timing.median, 9) + Self.right(timing.lowest, 9)
    guard let aim else { return Self.left(name, 58) + figures }
    return Self.left(name, 58) + figures + Self.right(aim, 9)
      + (timing.median <= aim ? "  met" : "  MISSED")
  }

  static let head =
    left("nanoseconds", 58) + right("median", 9) + right("lowest", 9) + right("aim", 9)

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  static func right(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = value.description
    return String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
