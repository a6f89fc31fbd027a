// SPDX-License-Identifier: Apache-2.0

/// The one set of characters that are never written as they are.
///
/// Hidden are control and format characters, line and paragraph separators, what is private or
/// not assigned, and everything that draws nothing by itself: such a character can end a line,
/// move a terminal's cursor, turn the direction of writing, or carry text unseen.
package enum HiddenCharacter {
  package static func isHidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20...0x7e, 0xa0...0xac, 0xae...0x034e, 0x3400...0x9fff, 0xac00...0xd7a3: return false
    case 0...0x9f: return true
    default: break
    }
    guard let properties = Unicode.Scalar(scalar)?.properties else { return true }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return true
    default: return properties.isDefaultIgnorableCodePoint
    }
  }
}
