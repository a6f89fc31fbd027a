// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A line as a syslog message, of facility daemon, and before JSON the cookie `@cee:` by which receivers
/// know it.
struct SyslogMessage {
  /// What stands before the text.
  enum Header: Hashable, Sendable {
    /// As libc's `syslog` writes to /dev/log: `<PRI>Mmm dd hh:mm:ss egret[PID]: `, in local time. What listens
    /// there reads no other.
    case local
    /// RFC 5424 with three digits after the second: more of them break receivers.
    case rfc5424
  }

  private let header: Header
  private let host: String
  private let process: Int32

  /// `host` and `process` stand in every message of RFC 5424, the latter in every message.
  init(header: Header, host: String, process: Int32) {
    self.header = header
    self.host = Self.field(host, longest: 255)
    self.process = process
  }

  func bytes(of line: OutputLine) -> [UInt8] {
    var message = Array("<\(3 * 8 + Int(min(line.severity, 7)))>".utf8)
    switch header {
    case .local: message += "\(Self.localTime(line.milliseconds)) egret[\(process)]: ".utf8
    case .rfc5424:
      let code = Self.field(line.code, longest: 32)
      message +=
        "1 \(Self.time(line.milliseconds)) \(host) egret \(process) \(code) - ".utf8
    }
    if line.bytes.first == UInt8(ascii: "{") { message += "@cee: ".utf8 }
    message += Self.oneLine(line.text)
    return message
  }

  /// A message is one line for its receivers: the indented lines of a text follow after bars.
  private static func oneLine(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\n")) else { return text }
    var line: [UInt8] = []
    for part in text.split(separator: UInt8(ascii: "\n")) {
      if !line.isEmpty { line += " | ".utf8 }
      line += part.drop { $0 == UInt8(ascii: " ") }
    }
    return line
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

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Mmm dd hh:mm:ss`, the day of two characters.
  private static func localTime(_ milliseconds: Int64) -> String {
    var seconds = time_t(max(0, milliseconds) / 1000)
    var parts = unsafe tm()
    guard unsafe localtime_r(&seconds, &parts) != nil else { return "Jan  1 00:00:00" }
    let day = unsafe parts.tm_mday
    let clock = unsafe [
      pad(parts.tm_hour, 2), pad(parts.tm_min, 2), pad(parts.tm_sec, 2),
    ].joined(separator: ":")
    let month = unsafe months[Int(min(max(parts.tm_mon, 0), 11))]
    return "\(month) \(day < 10 ? " " : "")\(day) \(clock)"
  }

  private static func pad(_ number: Int32, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
