// SPDX-License-Identifier: Apache-2.0

/// The versions of QUIC whose first packets can be read: what differs in them.
enum QUICVersion: UInt32 {
  case one = 0x0000_0001
  /// RFC 9369.
  case two = 0x6b33_43cf

  /// The long packet type of an Initial packet (RFC 9000, section 17.2; RFC 9369, section 3.2).
  var initialType: UInt8 {
    switch self {
    case .one: 0
    case .two: 1
    }
  }

  /// RFC 9001, section 5.2; RFC 9369, section 3.3.1.
  var salt: [UInt8] {
    switch self {
    case .one:
      [
        0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17, 0x9a, 0xe6, 0xa4, 0xc8, 0x0c,
        0xad,
        0xcc, 0xbb, 0x7f, 0x0a,
      ]
    case .two:
      [
        0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93, 0x81, 0xbe, 0x6e, 0x26, 0x9d,
        0xcb,
        0xf9, 0xbd, 0x2e, 0xd9,
      ]
    }
  }

  /// What the labels of keys begin with.
  var label: String {
    switch self {
    case .one: "quic"
    case .two: "quicv2"
    }
  }
}
