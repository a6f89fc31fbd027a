// SPDX-License-Identifier: Apache-2.0

/// What came of a DNS message.
package enum NameLesson: Hashable, Sendable {
  /// A query that left a watched socket.
  case question(DNSMessage)
  /// An answer that reached one, and how many addresses it gave to the name that was asked for. With
  /// TC set, the asker will ask again over TCP.
  case answer(DNSMessage, addresses: Int, wasAsked: Bool)
  /// Its direction and its QR bit contradict each other; nothing was learned.
  case contradiction(DNSMessage)
  /// To be counted; nothing was learned.
  case malformed(DNSError)
}
