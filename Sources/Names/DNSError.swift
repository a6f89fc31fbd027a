// SPDX-License-Identifier: Apache-2.0

/// Why bytes are no DNS message.
package enum DNSError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes end before the message does; more of them might complete it.
  case truncated
  /// A label's length has its two upper bits set to 01 or 10 (RFC 1035, section 4.1.4).
  case labelType
  /// A compression pointer that does not point back, or too many of them.
  case pointer
  /// A name of more than 255 octets.
  case nameTooLong
  /// More questions or answers than any resolver sends.
  case count
  /// A record's data is of another length than its type has.
  case recordLength

  package var description: String {
    switch self {
    case .truncated: "DNS message ends too early"
    case .labelType: "DNS name has a label of a reserved type"
    case .pointer: "DNS name has a compression pointer that does not lead back"
    case .nameTooLong: "DNS name is longer than 255 octets"
    case .count: "DNS message states more records than are read"
    case .recordLength: "DNS record's data has the wrong length for its type"
    }
  }
}
