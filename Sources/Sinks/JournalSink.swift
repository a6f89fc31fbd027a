// SPDX-License-Identifier: Apache-2.0

/// systemd's journal, by its own protocol: an entry of fields for each line, so that
/// `journalctl EGRET_SERVER=github -p err` finds it (https://systemd.io/JOURNAL_NATIVE_PROTOCOL).
struct JournalSink {
  private var socket: DatagramSocket

  init(socket path: String) throws(SinkError) {
    socket = try DatagramSocket(name: "journal:\(path)", path: path)
  }

  var name: String { socket.name }

  func close() { socket.close() }

  mutating func write(_ line: OutputLine) -> SinkError? { socket.send(Self.entry(line)) }

  static func entry(_ line: OutputLine) -> [UInt8] {
    var entry: [UInt8] = []
    entry.reserveCapacity(line.bytes.count + 512)
    append("PRIORITY", Array("\(min(line.severity, 7))".utf8), to: &entry)
    append("SYSLOG_IDENTIFIER", Array("egret".utf8), to: &entry)
    append("SYSLOG_FACILITY", Array("3".utf8), to: &entry)
    append("MESSAGE", line.summary.message, to: &entry)
    append("EGRET_CODE", Array(line.code.utf8), to: &entry)
    for (name, value) in line.summary.labels where !value.isEmpty {
      append(name, Array(value.utf8), to: &entry)
    }
    append("EGRET_LINE", line.text, to: &entry)
    return entry
  }

  /// `NAME \n SIZE(64, little endian) VALUE \n`: a value may hold any byte.
  private static func append(_ name: StaticString, _ value: [UInt8], to entry: inout [UInt8]) {
    name.withUTF8Buffer { unsafe entry.append(contentsOf: $0) }
    entry.append(UInt8(ascii: "\n"))
    for shift in stride(from: 0, to: 64, by: 8) {
      entry.append(UInt8(truncatingIfNeeded: value.count >> shift))
    }
    entry += value
    entry.append(UInt8(ascii: "\n"))
  }
}
