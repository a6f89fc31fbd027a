// SPDX-License-Identifier: Apache-2.0

/// One output of lines.
enum Sink {
  case stream(StreamSink)
  case syslog(SyslogSink)
  case journal(JournalSink)

  /// `host` and `process` are for syslog's header.
  init(_ output: Output, host: String, process: Int32) throws(SinkError) {
    switch output {
    case .stdout: self = .stream(StreamSink(descriptor: 1, name: "stdout"))
    case .file(let path, let access):
      self = .stream(try StreamSink(path: path, access: access))
    case .syslog(let socket):
      let isSystem = Output.systemSockets.contains(socket)
      let header = isSystem ? SyslogMessage.Header.local : .rfc5424
      let message = SyslogMessage(header: header, host: host, process: process)
      self = .syslog(try SyslogSink(socket: socket, message: message))
    case .journal(let socket): self = .journal(try JournalSink(socket: socket))
    }
  }

  var name: String {
    switch self {
    case .stream(let sink): sink.name
    case .syslog(let sink): sink.name
    case .journal(let sink): sink.name
    }
  }

  /// What is looked at to notice that nobody reads any more.
  var watched: Int32? {
    switch self {
    case .stream(let sink): sink.watched
    case .syslog, .journal: nil
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
      return Self.write(lines) { sink.write($0) }
    case .journal(var sink):
      defer { self = .journal(sink) }
      return Self.write(lines) { sink.write($0) }
    }
  }

  /// One line after the other, until one cannot be written.
  private static func write(
    _ lines: ArraySlice<OutputLine>, _ body: (OutputLine) -> SinkError?
  ) -> (count: Int, fault: SinkError?) {
    var count = 0
    for line in lines {
      if let fault = body(line) { return (count, fault) }
      count += 1
    }
    return (count, nil)
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
    case .journal(let sink): sink.close()
    }
  }
}
