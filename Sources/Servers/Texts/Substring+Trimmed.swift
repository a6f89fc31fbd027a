// SPDX-License-Identifier: Apache-2.0

/// Text of lines in settings files.
extension Substring {
  /// Without blanks at either end, nor a carriage return at the last.
  var trimmed: Substring {
    var text = self
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return text.drop { $0 == " " || $0 == "\t" }
  }
}
