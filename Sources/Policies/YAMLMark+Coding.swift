// SPDX-License-Identifier: Apache-2.0

import Events
import YAML

/// A mark as bytes.
extension YAMLMark {
  func encode(into encoder: inout ValueEncoder) {
    encoder.put(UInt32(clamping: line))
    encoder.put(UInt32(clamping: column))
  }

  init(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) {
    let (line, column) = (Int(try decoder.number()), Int(try decoder.number()))
    guard line > 0, column > 0 else { throw .value }
    self.init(line: line, column: column)
  }
}
