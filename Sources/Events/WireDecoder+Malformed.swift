// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a record that cannot be decoded.
extension WireDecoder {
  /// Why bytes are no record.
  enum Malformed: Error, CustomStringConvertible {
    case size(stated: UInt32, given: Int)
    case short(given: Int, needed: Int)
    /// A number that stands for nothing in the treaty.
    case number(field: StaticString, value: UInt32)
    /// A destination, or a resolver, without an IP address.
    case family(field: StaticString, value: UInt16)

    var description: String {
      switch self {
      case .size(let stated, let given):
        "record states \(stated) bytes and has \(given)"
      case .short(let given, let needed):
        "record has \(given) bytes and needs \(needed)"
      case .number(let field, let value):
        "record's \(field) is \(value), which has no meaning"
      case .family(let field, let value):
        "record's \(field) is of address family \(value), which is not IP"
      }
    }
  }
}
