// SPDX-License-Identifier: Apache-2.0

import Events
import TestKit

/// Records of the rings, as the kernel side writes them.
enum RecordTarget: Target {
  static let name = "records"
  static let about = "records of the rings; an event comes back from the event log"
  static let rounds: UInt64 = 8_000

  static func seeds(_ corpus: Corpus) -> [[UInt8]] {
    let path = WireRecord.asked(
      WireRecord.address(family: 1), path: Array("/run/docker.sock\0".utf8))
    return [
      WireRecord.fork(), WireRecord.exec(), WireRecord.exit(), path, WireRecord.destination(),
      WireRecord.asked(WireRecord.address("2001:db8::1", port: 53)),
      WireRecord.dns(DNSTarget.answer), WireRecord.meddled(1), WireRecord.flow(1),
      WireRecord.message(), WireRecord.segment(DNSTarget.answer),
    ]
  }

  /// Most mutated lengths would end at the first check, so half of the inputs have theirs put right.
  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    var input = input
    if input.count >= 4, input.count.isMultiple(of: 2) {
      for byte in 0..<4 { input[byte] = UInt8(truncatingIfNeeded: input.count >> (8 * byte)) }
    }
    switch decode(input) {
    case .event(let event):
      try hold(
        "what follows the stated length is padding", input,
        decode(input + [UInt8](repeating: 1, count: 8)) == .event(event))
      try Rules.comesBack(event)
      return true
    case .unknownKind: return false
    case .malformed(let why):
      try Rules.isShown("why a record is malformed", why, limit: 500)
      return false
    }
  }

  private static func decode(_ input: [UInt8]) -> WireDecoder.Decoded {
    unsafe input.withUnsafeBytes { unsafe WireDecoder.decode($0) }
  }
}
