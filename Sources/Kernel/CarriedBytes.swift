// SPDX-License-Identifier: Apache-2.0

/// What a TCP socket has carried, of `struct tcp_info` (linux/tcp.h). Its members have kept their places;
/// what an older kernel does not have is missing at the end.
package struct CarriedBytes: Hashable, Sendable {
  /// What the process gave to the kernel, as the kernel side counts it: sent or waiting to be.
  package var out: UInt64
  package var `in`: UInt64

  /// INET_DIAG_INFO
  private static let kind = 2

  /// Of what follows a `struct inet_diag_msg`; nil where it is not there.
  package init?(attributes bytes: ArraySlice<UInt8>) {
    guard
      let info = NetlinkMessages.attributes(bytes).first(where: { $0.kind == Self.kind })?.bytes,
      info.count >= 216
    else { return nil }
    func number(at offset: Int, _ count: Int) -> UInt64 {
      info.dropFirst(offset).prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let received = number(at: 128, 8)
    let waiting = number(at: 144, 4)
    let sent = number(at: 200, 8)
    let again = number(at: 208, 8)
    out = sent &- min(again, sent) &+ waiting
    `in` = received
  }
}
