// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestKit
import Testing

@testable import Sinks

@Suite struct SyslogTests {
  /// A socket as a syslog daemon has it.
  final class Daemon {
    let descriptor: Int32

    init(_ path: String) {
      unlink(path)
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      _ = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      var patience = timeval(tv_sec: 5, tv_usec: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func receive() -> String { String(decoding: receiveBytes(), as: UTF8.self) }

    func receiveBytes() -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 65536)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      return Array(bytes[..<max(0, count)])
    }
  }

  static func line(_ text: String, severity: UInt8 = 3, code: String = "egret.test") -> OutputLine {
    OutputLine(
      bytes: Array(text.utf8), severity: severity, code: code, milliseconds: 1_763_890_496_007)
  }

  @Test func writesTheHeaderAndTheCookie() throws {
    let scratch = Scratch()
    let daemon = Daemon(scratch.path("log"))
    let writer = try LineWriter(
      [.syslog(socket: scratch.path("log"))], host: "build-07", process: 41)
    writer.write(Self.line("{\"a\":1}\n"))
    #expect(
      daemon.receive()
        == "<27>1 2025-11-23T09:34:56.007Z build-07 egret 41 egret.test - @cee: {\"a\":1}")
  }

  /// While nobody listens lines wait, and come in their order.
  @Test func waitsForADaemonThatIsRestarted() throws {
    let scratch = Scratch()
    var daemon: Daemon? = Daemon(scratch.path("log"))
    let writer = try LineWriter([.syslog(socket: scratch.path("log"))], host: "h", process: 1)
    writer.write(Self.line("{\"a\":1}\n"))
    #expect(daemon?.receive().hasSuffix("{\"a\":1}") == true)
    daemon = nil
    writer.write(Self.line("{\"a\":2}\n"))
    for number in 3..<6 { writer.write(Self.line("{\"a\":\(number)}\n")) }
    #expect(!writer.flush(within: .milliseconds(350)))
    #expect(writer.states.map(\.lines) == [4] && writer.lost == 0)
    #expect(writer.takeFaults().count == 1)
    #expect(!writer.isClosed)
    let next = Daemon(scratch.path("log"))
    for number in 2..<6 { #expect(next.receive().hasSuffix("{\"a\":\(number)}")) }
    #expect(writer.flush(within: .seconds(10)))
    #expect(writer.lost == 0)
  }

  @Test func refusesASocketThatIsNotThere() {
    #expect(throws: SinkError.cannotConnect(socket: "/nonexistent/log", code: ENOENT)) {
      try LineWriter([.syslog(socket: "/nonexistent/log")], host: "h", process: 1)
    }
    let long = "/" + String(repeating: "x", count: 107)
    #expect(throws: SinkError.socketPathTooLong(path: long)) {
      try LineWriter([.syslog(socket: long)], host: "h", process: 1)
    }
  }

  @Test func keepsHostileFieldsOutOfTheHeader() {
    let message = SyslogMessage(header: .rfc5424, host: "a b\nc\u{e9}", process: 7)
    let bytes = message.bytes(of: Self.line("text\n", severity: 250, code: " \n"))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "<31>1 2025-11-23T09:34:56.007Z abc egret 7 - - text")
  }

  /// What the programs that listen on /dev/log read: the C library's header, in the machine's own time.
  @Test func speaksToTheSystemAsTheLibraryDoes() {
    let message = SyslogMessage(header: .local, host: "h", process: 4_012)
    let text = String(decoding: message.bytes(of: Self.line("{\"a\":1}\n")), as: UTF8.self)
    let form =
      /<27>[A-Z][a-z]{2} [ 1-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} egret\[4012\]: @cee: \{"a":1\}/
    #expect(text.wholeMatch(of: form) != nil)
    var seconds = time_t(1_763_890_496)
    var parts = tm()
    localtime_r(&seconds, &parts)
    #expect(text.contains("Nov \(parts.tm_mday) "))
  }

  /// Its fields can be asked for, and a line feed in one begins no other.
  @Test func makesAnEntryOfTheJournal() throws {
    let scratch = Scratch()
    let daemon = Daemon(scratch.path("journal"))
    let writer = try LineWriter(
      [.journal(socket: scratch.path("journal"))], host: "h", process: 1)
    var line = Self.line("{\"a\":1}\n", severity: 3, code: "egret.known-collector")
    line.summary = LineSummary(
      message: Array("a\nb".utf8), server: "git\nhub", client: "", rule: "known-collector")
    writer.write(line)
    let fields = Self.fields(daemon.receiveBytes())
    #expect(
      fields == [
        "PRIORITY": "3", "SYSLOG_IDENTIFIER": "egret", "SYSLOG_FACILITY": "3", "MESSAGE": "a\nb",
        "EGRET_CODE": "egret.known-collector", "EGRET_SERVER": "git\nhub",
        "EGRET_RULE": "known-collector", "EGRET_LINE": "{\"a\":1}",
      ])
  }

  /// `NAME \n SIZE(64, little endian) VALUE \n`, again and again.
  private static func fields(_ bytes: [UInt8]) -> [String: String] {
    var (fields, rest) = ([String: String](), bytes[...])
    while let end = rest.firstIndex(of: 10) {
      let name = String(decoding: rest[..<end], as: UTF8.self)
      let size = rest[(end + 1)..<(end + 9)].reversed().reduce(0) { $0 << 8 | Int($1) }
      let value = rest[(end + 9)..<(end + 9 + size)]
      fields[name] = String(decoding: value, as: UTF8.self)
      rest = rest[(end + 10 + size)...]
    }
    return fields
  }

  @Test func carriesTheLongestLine() throws {
    let scratch = Scratch()
    let daemon = Daemon(scratch.path("log"))
    let writer = try LineWriter([.syslog(socket: scratch.path("log"))], host: "h", process: 1)
    writer.write(Self.line("{" + String(repeating: "x", count: 7997) + "}\n"))
    #expect(daemon.receive().hasSuffix("x}"))
  }
}
