// SPDX-License-Identifier: Apache-2.0

/// One output of lines.
enum Sink {
  case stream(StreamSink)
  case syslog(SyslogSink)

  init(_ output: Output, message: SyslogMessage) throws(SinkError) {
    switch output {
    case .stdout: self = .stream(StreamSink(descriptor: 1, name: "stdout"))
    case .file(let path): self = .stream(try StreamSink(path: path))
    case .syslog(let socket): self = .syslog(try SyslogSink(socket: socket, message: message))
    }
  }

  var name: String {
    switch self {
    case .stream(let sink): sink.name
    case .syslog(let sink): sink.name
    }
  }

  mutating func write(_ line: OutputLine) throws(SinkError) {
    switch self {
    case .stream(var sink):
      defer { self = .stream(sink) }
      try sink.write(line.bytes)
    case .syslog(var sink):
      defer { self = .syslog(sink) }
      try sink.write(line)
    }
  }

  mutating func reopen() throws(SinkError) {
    guard case .stream(var sink) = self else { return }
    defer { self = .stream(sink) }
    try sink.reopen()
  }

  func close() {
    switch self {
    case .stream(let sink): sink.close()
    case .syslog(let sink): sink.close()
    }
  }
}
