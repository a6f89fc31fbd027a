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

  /// What is looked at to notice that nobody reads any more.
  var watched: Int32? {
    switch self {
    case .stream(let sink): sink.watched
    case .syslog: nil
    }
  }

  /// Writes as many of the lines as it can: their number, and why the next was not written.
  mutating func write(_ lines: ArraySlice<OutputLine>) -> (count: Int, fault: SinkError?) {
    switch self {
    case .stream(var sink):
      defer { self = .stream(sink) }
      return sink.write(lines)
    case .syslog(var sink):
      defer { self = .syslog(sink) }
      return sink.write(lines)
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
