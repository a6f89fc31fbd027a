// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

@Suite struct ServiceBindingTests {
  static func parameter(_ key: UInt16, _ value: [UInt8]) -> [UInt8] {
    DNSBytes.number16(key) + DNSBytes.number16(UInt16(value.count)) + value
  }

  /// alpn, no-default-alpn, port, ipv4hint, ech, ipv6hint, and a key of private use.
  static let parameters =
    parameter(1, [2, 0x68, 0x32]) + parameter(2, []) + parameter(3, [0x20, 0xfb])
    + parameter(4, [198, 51, 100, 7, 198, 51, 100, 8]) + parameter(5, [1, 2, 3])
    + parameter(6, [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [9])
    + parameter(65_280, [1])

  static func message(
    _ payload: [UInt8], question: String = "api.example.com", type: UInt16 = 65
  ) -> [UInt8] {
    DNSBytes(
      questions: [DNSBytes.question(question, type: type)],
      answers: [DNSBytes.record(DNSBytes.pointer(12), type: type, payload)]
    ).bytes
  }

  static func payload(_ bytes: [UInt8]) throws -> DNSRecord.Payload? {
    try DNSMessage.parse(bytes).get().answers.first?.payload
  }

  static let v4 = [IPAddress(v4: 0xc633_6407), IPAddress(v4: 0xc633_6408)]
  static let v6 = IPAddress(v6High: 0x2001_0db8_0000_0000, low: 9)

  @Test(arguments: [UInt16(64), 65]) func readsParameters(type: UInt16) throws {
    let bytes = [0, 1] + DNSBytes.name("svc.example.net") + Self.parameters
    #expect(
      try Self.payload(Self.message(bytes, type: type))
        == .service(
          ServiceBinding(
            priority: 1, target: "svc.example.net", port: 8_443, hints: Self.v4 + [Self.v6],
            isEncrypted: true)))
    let alias = [0, 0] + DNSBytes.name("svc.example.net") + Self.parameters
    #expect(
      try Self.payload(Self.message(alias, type: type))
        == .service(ServiceBinding(priority: 0, target: "svc.example.net")))
  }

  @Test(
    arguments: [
      [], [0], [0, 1], [0, 1, 3, 97], [0, 1, 0, 0], [0, 1, 0, 0, 3, 0], [0, 1, 0, 0, 3, 0, 2, 1],
      [0, 1, 0] + parameter(3, [1]), [0, 1, 0] + parameter(4, []),
      [0, 1, 0] + parameter(4, [1, 2, 3]),
      [0, 1, 0] + parameter(6, [1, 2, 3, 4]),
      [0, 1, 0] + parameter(4, [1, 2, 3, 4]) + parameter(4, [1, 2, 3, 4]),
      [0, 1, 0] + parameter(6, [UInt8](repeating: 1, count: 16)) + parameter(3, [1, 1]),
    ] as [[UInt8]])
  func refuses(payload: [UInt8]) {
    #expect(DNSMessage.parse(Self.message(payload)) == .failure(.recordLength))
  }

  @Test func everyPrefixIsTruncated() {
    let whole = Self.message([0, 1] + DNSBytes.name("svc.example.net") + Self.parameters)
    for length in 0..<whole.count {
      #expect(DNSMessage.parse(Array(whole.prefix(length))) == .failure(.truncated), "\(length)")
    }
  }

  @Test func boundsHints() throws {
    let many = [0, 1, 0] + Self.parameter(4, [UInt8](repeating: 1, count: 4 * 200))
    guard case .service(let binding)? = try Self.payload(Self.message(many)) else {
      Issue.record("no service")
      return
    }
    #expect(binding.hints.count == 64)
  }

  @Test func aTargetMayNotLoop() {
    // The record's data begins behind question and record head; its target points to itself.
    let start = Self.message([]).count
    let loop = [0, 1] + DNSBytes.pointer(UInt16(start + 2))
    #expect(DNSMessage.parse(Self.message(loop)) == .failure(.pointer))
  }

  @Test func readsServers() throws {
    let server = [0, 10, 0, 5, 0x69, 0x89] + DNSBytes.name("db1.example.net")
    let bytes = Self.message(server, question: "_mongodb._tcp.db.example", type: 33)
    #expect(try Self.payload(bytes) == .server("db1.example.net"))
    for length in 0..<server.count {
      let cut = Self.message(Array(server.prefix(length)), type: 33)
      #expect(DNSMessage.parse(cut) == .failure(.recordLength), "\(length)")
    }
  }
}
