// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A line as an RFC 5424 message: facility daemon, three digits after the second (more of them
/// break receivers), and before JSON the cookie `@cee:` by which they know it.
struct SyslogMessage {
  private let middle: [UInt8]

  /// `host` and `process` stand in every message.
  init(host: String, process: Int32) {
    middle = Array(" \(Self.field(host, longest: 255)) egret \(process) ".utf8)
  }

  func bytes(of line: OutputLine) -> [UInt8] {
    var message = Array("<\(3 * 8 + Int(min(line.severity, 7)))>1 ".utf8)
    message += Self.time(line.milliseconds).utf8
    message += middle
    message += Self.field(line.code, longest: 32).utf8
    message += " - ".utf8
    if line.bytes.first == UInt8(ascii: "{") { message += "@cee: ".utf8 }
    message += line.bytes.last == UInt8(ascii: "\n") ? line.bytes.dropLast() : line.bytes[...]
    return message
  }

  /// The text of a header field: visible ASCII, `-` if nothing is left.
  private static func field(_ text: String, longest: Int) -> String {
    let visible = text.utf8.filter { (33...126).contains($0) }.prefix(longest)
    return visible.isEmpty ? "-" : String(decoding: visible, as: UTF8.self)
  }

  private static func time(_ milliseconds: Int64) -> String {
    var seconds = time_t(max(0, milliseconds) / 1000)
    var parts = unsafe tm()
    guard unsafe gmtime_r(&seconds, &parts) != nil else { return "-" }
    let date = unsafe [
      pad(parts.tm_year + 1900, 4), pad(parts.tm_mon + 1, 2), pad(parts.tm_mday, 2),
    ]
    let clock = unsafe [pad(parts.tm_hour, 2), pad(parts.tm_min, 2), pad(parts.tm_sec, 2)]
    let fraction = pad(Int32(max(0, milliseconds) % 1000), 3)
    return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + ".\(fraction)Z"
  }

  private static func pad(_ number: Int32, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
