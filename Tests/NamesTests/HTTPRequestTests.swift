// SPDX-License-Identifier: Apache-2.0

import Names
import TestKit
import Testing

@Suite struct HTTPRequestTests {
  static func parse(_ text: String, isCut: Bool = false) -> Reading<HTTPRequest> {
    HTTPRequest.parse(Array(text.utf8)[...], isCut: isCut)
  }

  static let right: [(text: String, request: HTTPRequest)] = [
    (
      "GET / HTTP/1.1\r\nHost: API.example.com:8080\r\n\r\n",
      HTTPRequest(method: "GET", hosts: ["api.example.com"])
    ),
    (
      "POST /a:b://c HTTP/1.0\nAccept: x\nhOsT:\t a.test. \n\n",
      HTTPRequest(method: "POST", hosts: ["a.test"])
    ),
    (
      "CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: proxy\r\n\r\n",
      HTTPRequest(method: "CONNECT", target: "2001:db8::1", port: 443, hosts: ["proxy"])
    ),
    (
      "GET http://u:p@evil.test:80/x?y HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      HTTPRequest(method: "GET", target: "evil.test", port: 80, hosts: ["a", "b"])
    ),
    ("OPTIONS * HTTP/1.1\r\nX-Host: no\r\n\r\n", HTTPRequest(method: "OPTIONS", hosts: [])),
    ("GET / HTTP/1.1\r\nHost:\r\nHost : a\r\n\r\n", HTTPRequest(method: "GET", hosts: [])),
    (
      "GET / HTTP/1.1\r\nHost: a\u{1b}[0m\r\n\r\n",
      HTTPRequest(method: "GET", hosts: ["a\\027[0m"])
    ),
  ]

  @Test func readsRequestsWholeAndDripped() {
    for (text, request) in Self.right {
      #expect(Self.parse(text) == .found(request), "\(text)")
      let bytes = Array(text.utf8)
      for length in 0..<bytes.count {
        #expect(HTTPRequest.parse(bytes.prefix(length)) == .incomplete, "\(length) of \(text)")
      }
    }
  }

  @Test func aCutRequestStillNamesItsHost() {
    let text = "GET / HTTP/1.1\r\nHost: a.test\r\nCookie: secret"
    #expect(Self.parse(text) == .incomplete)
    #expect(Self.parse(text, isCut: true) == .found(HTTPRequest(method: "GET", hosts: ["a.test"])))
  }

  @Test(arguments: [
    "\u{16}\u{3}\u{1}", "get / HTTP/1.1\r\n\r\n", " GET / HTTP/1.1\r\n", "GET\r\n",
    "GET  / HTTP/1.1\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.11\r\n", "GET /\r\n", "SSH-2.0-x\r\n",
    "ABCDEFGHIJKLMNOPQRSTU",
  ])
  func otherProtocolsAreForeign(text: String) { #expect(Self.parse(text) == .foreign) }

  @Test func boundsTheHead() {
    let line = "GET /" + String(repeating: "a", count: 9_000)
    #expect(Self.parse(line) == .foreign)
    let fields = "GET / HTTP/1.1\r\n" + String(repeating: "Host: a\r\n", count: 2_000)
    #expect(Self.parse(fields) == .foreign)
    #expect(
      Self.parse(fields, isCut: true)
        == .found(HTTPRequest(method: "GET", hosts: ["a", "a", "a", "a"])))
  }

  @Test func mutationsNeverTrap() {
    var generator = SeededGenerator(seed: 3)
    var found = 0
    for round in 0..<10_000 {
      var bytes = Array(Self.right[round % Self.right.count].text.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      guard case .found(let request) = HTTPRequest.parse(bytes[...], isCut: round % 2 == 0) else {
        continue
      }
      found += 1
      let names = request.hosts + [request.target].compactMap { $0 }
      #expect(names.allSatisfy { $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } })
    }
    #expect(found > 100)
  }
}
