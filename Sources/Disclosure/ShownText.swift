// SPDX-License-Identifier: Apache-2.0

/// Text of a hostile origin made fit to be shown: hidden characters as `\u{…}`, and of bounded
/// length.
package enum ShownText {
  /// At most `limit` characters; `…` where there were more.
  package static func escaped(_ text: String, limit: Int = 200) -> String {
    var shown = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == limit { return shown + "…" }
      if HiddenCharacter.isHidden(scalar.value) {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// Without credentials, between back quotes: a value that a diagnostic repeats.
  package static func quoted(_ text: some StringProtocol, limit: Int = 80) -> String {
    "`\(escaped(Redactor.redacted(String(text)), limit: limit))`"
  }
}
