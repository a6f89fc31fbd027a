// SPDX-License-Identifier: Apache-2.0

/// Makes text from a file fit for a terminal.
enum Shown {
  /// Control and invisible characters become `\u{..}`; longer than `limit` scalars ends in `…`.
  static func text(_ text: String, limit: Int = 80) -> String {
    var shown = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == limit { return shown + "…" }
      shown += isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return shown
  }

  /// The text between back quotes.
  static func quoted(_ value: some StringProtocol) -> String { "`\(text(String(value)))`" }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
