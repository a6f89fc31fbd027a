// SPDX-License-Identifier: Apache-2.0

/// An IPv4 packet with a UDP datagram from port 53, as a resolver on loopback would send it.
///
/// A raw socket writes it: port 53 itself may be a local resolver's, and stays untouched.
enum CanaryPacket {
  /// To 127.0.0.1 from 127.0.0.1; the kernel fills in length, id and checksum. The datagram is a
  /// DNS header that says "answer", and nothing else. No UDP checksum: IPv4 allows that (RFC 768).
  static func answer(to port: UInt16) -> [UInt8] {
    let message: [UInt8] = [0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let size = UInt8(8 + message.count)
    let loopback: [UInt8] = [127, 0, 0, 1]
    let ip: [UInt8] = [0x45, 0, 0, 0, 0, 0, 0, 0, 64, 17, 0, 0] + loopback + loopback
    let udp: [UInt8] = [0, 53, UInt8(port >> 8), UInt8(port & 255), 0, size, 0, 0]
    return ip + udp + message
  }
}
