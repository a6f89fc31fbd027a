// SPDX-License-Identifier: Apache-2.0

import Names
import TestKit
import Testing

@Suite struct ClientHelloTests {
  static func vector(_ bytes: [UInt8], lengthBytes: Int) -> [UInt8] {
    (0..<lengthBytes).reversed().map { UInt8(bytes.count >> (8 * $0) & 255) } + bytes
  }

  static func serverName(_ name: [UInt8], type: UInt8 = 0) -> [UInt8] {
    [0, 0] + vector(vector([type] + vector(name, lengthBytes: 2), lengthBytes: 2), lengthBytes: 2)
  }

  static let padding: [UInt8] = [0, 21] + vector([0, 0, 0, 0], lengthBytes: 2)
  static let encrypted: [UInt8] = [0xfe, 0x0d] + vector([1, 2, 3], lengthBytes: 2)

  static func hello(_ extensions: [[UInt8]]?) -> [UInt8] {
    var body: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32)
    body += vector([UInt8](repeating: 9, count: 32), lengthBytes: 1)
    body += vector([0x13, 0x01, 0x13, 0x02], lengthBytes: 2) + vector([0], lengthBytes: 1)
    if let extensions { body += vector(Array(extensions.joined()), lengthBytes: 2) }
    return [1] + vector(body, lengthBytes: 3)
  }

  static func records(_ message: [UInt8], size: Int = 16_384) -> [UInt8] {
    stride(from: 0, to: message.count, by: size).flatMap { start in
      [22, 3, 1] + vector(Array(message[start..<min(start + size, message.count)]), lengthBytes: 2)
    }
  }

  static let named = hello([padding, serverName(Array("API.Example.com.".utf8)), padding])

  static func parse(_ bytes: [UInt8], isCut: Bool = false) -> Reading<ClientHello> {
    ClientHello.parse(bytes[...], isCut: isCut)
  }

  @Test(arguments: [16_384, 20, 50]) func findsTheNameWholeAndDripped(recordSize: Int) {
    let bytes = Self.records(Self.named, size: recordSize)
    let expected = Reading.found(ClientHello(serverName: "api.example.com"))
    #expect(Self.parse(bytes) == expected)
    for length in 0..<bytes.count {
      #expect(Self.parse(Array(bytes.prefix(length))) == .incomplete, "\(length)")
    }
    #expect(Self.parse(bytes + [22, 3, 3, 0, 1, 0]) == expected, "what follows is not read")
  }

  @Test func aCutHelloStillNamesTheServer() {
    let bytes = Self.records(Self.named)
    let expected = Reading.found(ClientHello(serverName: "api.example.com"))
    let found = (0...bytes.count).filter {
      Self.parse(Array(bytes.prefix($0)), isCut: true) == expected
    }
    #expect(found.count == Self.padding.count + 1)
    #expect(found.last == bytes.count)
  }

  @Test func tellsWhatIsMissing() {
    #expect(Self.parse(Self.records(Self.hello(nil))) == .found(ClientHello(serverName: nil)))
    #expect(Self.parse(Self.records(Self.hello([]))) == .found(ClientHello(serverName: nil)))
    let front = [Self.serverName(Array("front.test".utf8)), Self.encrypted]
    #expect(
      Self.parse(Self.records(Self.hello(front)))
        == .found(ClientHello(serverName: "front.test", isEncrypted: true)))
  }

  @Test func escapesNames() {
    let name = Self.serverName([0x61, 0x1b, 0x5b, 0xff, 0x5c])
    #expect(
      Self.parse(Self.records(Self.hello([name])))
        == .found(ClientHello(serverName: "a\\027[\\255\\\\")))
  }

  @Test func invalidLengthsAreForeign() {
    let name = Array("a.test".utf8)
    let extensions: [[UInt8]] = [
      [0, 0, 0, 200], [0, 0], [0, 0, 0, 2, 0, 9], [0, 0, 0, 0],
      Self.serverName([]), Self.serverName([UInt8](repeating: 0x61, count: 300)),
      Self.serverName(name, type: 1), [0, 0, 0, 3, 0, 0, 0],
    ]
    for data in extensions {
      #expect(Self.parse(Self.records(Self.hello([data]))) == .foreign, "\(data)")
    }
    var short = Self.hello(nil)
    short.removeLast()
    short[3] -= 1
    #expect(Self.parse(Self.records(short)) == .foreign)
  }

  @Test(
    arguments: [
      [21, 3, 1, 0, 2, 1, 0], [22, 2], [22, 3, 1, 0, 0], [22, 3, 1, 255, 255],
      Array("GET / HTTP".utf8),
      [22, 3, 1, 0, 4, 2, 0, 0, 0], [22, 3, 1, 0, 4, 1, 255, 255, 255], [0],
    ] as [[UInt8]])
  func otherProtocolsAreForeign(bytes: [UInt8]) { #expect(Self.parse(bytes) == .foreign) }

  @Test func endlessRecordsEnd() {
    #expect(Self.parse([22, 3, 1, 0, 1, 1]) == .incomplete)
    let found = Reading.found(ClientHello(serverName: "api.example.com"))
    #expect(Self.parse(Self.records(Self.named, size: 1)) == found)
    let filler = [0, 21] + Self.vector([UInt8](repeating: 0, count: 600), lengthBytes: 2)
    let many = Self.records(
      Self.hello([filler, Self.serverName(Array("a.example".utf8))]), size: 1)
    #expect(Self.parse(many) == .incomplete, "more records than are read")
  }

  @Test(arguments: 0..<UInt64(4)) func mutationsNeverTrap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var outcomes: Set<Int> = []
    for _ in 0..<3_000 {
      var bytes = Self.records(Self.named, size: Int.random(in: 10...400, using: &generator))
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      switch Self.parse(bytes, isCut: Bool.random(using: &generator)) {
      case .incomplete: outcomes.insert(0)
      case .foreign: outcomes.insert(1)
      case .found(let hello):
        outcomes.insert(2)
        #expect(hello.serverName?.utf8.allSatisfy { (0x21...0x7e).contains($0) } != false)
      }
    }
    #expect(outcomes == [0, 1, 2])
  }
}
