// SPDX-License-Identifier: Apache-2.0

/// The local syslog daemon: a message for each line.
struct SyslogSink {
  private let message: SyslogMessage
  private var socket: DatagramSocket

  init(socket path: String, message: SyslogMessage) throws(SinkError) {
    self.message = message
    socket = try DatagramSocket(name: "syslog:\(path)", path: path)
  }

  var name: String { socket.name }

  func close() { socket.close() }

  mutating func write(_ line: OutputLine) -> SinkError? { socket.send(message.bytes(of: line)) }
}
