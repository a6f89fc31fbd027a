// SPDX-License-Identifier: Apache-2.0

import Events
import YAML

/// A problem as bytes: its kind, where, and its texts.
extension YAMLProblem {
  private static let textLimit = 1 << 20

  func encode(into encoder: inout ValueEncoder) {
    switch self {
    case .syntax(let text, let mark, let context):
      Self.put(0, mark, into: &encoder)
      encoder.put(text)
      encoder.put(context) {
        $0.put($1.text)
        $1.mark.encode(into: &$0)
      }
    case .character(let text, let mark):
      Self.put(1, mark, into: &encoder)
      encoder.put(text)
    case .duplicateKeys(let keys, let mark, let first):
      Self.put(2, mark, into: &encoder)
      encoder.put(Array(keys.prefix(3)))
      first.encode(into: &encoder)
    case .undefinedAlias(let mark): Self.put(3, mark, into: &encoder)
    case .secondDocument(let mark): Self.put(4, mark, into: &encoder)
    case .tooDeep(let mark): Self.put(5, mark, into: &encoder)
    case .tooManyNodes(let mark): Self.put(6, mark, into: &encoder)
    case .tooManyAliases(let mark): Self.put(7, mark, into: &encoder)
    case .expansion(let mark): Self.put(8, mark, into: &encoder)
    case .outOfMemory: Self.put(9, YAMLMark(line: 1, column: 1), into: &encoder)
    }
  }

  private static func put(_ kind: UInt8, _ mark: YAMLMark, into encoder: inout ValueEncoder) {
    encoder.put(kind)
    mark.encode(into: &encoder)
  }

  init(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) {
    let kind = try decoder.byte()
    let mark = try YAMLMark(from: &decoder)
    switch kind {
    case 0:
      self = .syntax(
        try Self.text(from: &decoder), at: mark, context: try Self.context(from: &decoder))
    case 1: self = .character(try Self.text(from: &decoder), at: mark)
    case 2:
      self = .duplicateKeys(
        try decoder.texts(most: 3, each: Self.textLimit), at: mark,
        first: try YAMLMark(from: &decoder))
    case 3: self = .undefinedAlias(at: mark)
    case 4: self = .secondDocument(at: mark)
    case 5: self = .tooDeep(at: mark)
    case 6: self = .tooManyNodes(at: mark)
    case 7: self = .tooManyAliases(at: mark)
    case 8: self = .expansion(at: mark)
    case 9: self = .outOfMemory
    default: throw .value
    }
  }

  private static func text(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) -> String {
    try decoder.text(most: textLimit)
  }

  private static func context(
    from decoder: inout ValueDecoder
  ) throws(ValueDecoder.Fault) -> Context? {
    try decoder.optional { decoder throws(ValueDecoder.Fault) in
      Context(text: try text(from: &decoder), mark: try YAMLMark(from: &decoder))
    }
  }
}
