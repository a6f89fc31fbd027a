// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an endpoint.
extension Endpoint: EventLogRecord {
  static var blank: Endpoint {
    Endpoint(address: .blank, port: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.required("ip", &address)
    coder.field("port", &port)
  }
}

extension IPAddress {
  /// What reading an address begins with; never left in a value that was read.
  static var blank: IPAddress { IPAddress(v4: 0) }
}
