// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events

/// A problem as a parser's process gives it: its text is for a person's terminal, so it is made fit for one again.
extension ConfigurationProblem {
  /// Characters.
  private static let textLimit = 2_000

  func encode(into encoder: inout ValueEncoder) {
    encoder.put(count: line)
    encoder.put(text)
    encoder.put(lost?.rawValue)
  }

  init(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) {
    let line = try decoder.count()
    let text: String = try decoder.text(most: 4 * Self.textLimit)
    let lost: String? = try decoder.text(most: 16)
    self.init(
      line: line, text: ShownText.escaped(text, limit: Self.textLimit),
      lost: try lost.map { word throws(ValueDecoder.Fault) in try Self.lost(word) })
  }

  private static func lost(_ word: String) throws(ValueDecoder.Fault) -> Lost {
    guard let lost = Lost(rawValue: word) else { throw .value }
    return lost
  }
}
