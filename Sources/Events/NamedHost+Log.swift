// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a host that a package names.
extension NamedHost: EventLogRecord {
  static var blank: NamedHost { NamedHost(host: "", file: "", line: 0) }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.required("host", &host)
    coder.field("file", &file)
    coder.field("line", &line)
  }
}
