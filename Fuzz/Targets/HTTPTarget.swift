// SPDX-License-Identifier: Apache-2.0

import Names

/// The heads of HTTP/1 requests.
enum HTTPTarget: Target {
  static let name = "http"
  static let about =
    "heads of HTTP/1 requests; hosts are printable, and more bytes do not change them"
  static let rounds: UInt64 = 12_000
  static let words = [
    "\r\n", "\r\n\r\n", "Host:", "host: ", "GET ", "CONNECT ", " HTTP/1.1", " HTTP/1.0", "http://",
    "@", "[::1]", ":443", "\t", "PRI * HTTP/2.0",
  ]

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let whole = HTTPRequest.parse(input[...], isCut: false)
    let beginning = HTTPRequest.parse(input.prefix(input.count / 2), isCut: false)
    if case .found = beginning {
      try hold("what the beginning says the whole says", input, whole == beginning)
    }
    _ = HTTPRequest.parse(input[...], isCut: true)
    guard case .found(let request) = whole else { return false }
    for host in request.hosts + [request.target].compactMap(\.self) { try Rules.isHostName(host) }
    try hold("a method is bounded", request.method, request.method.utf8.count <= 64)
    return true
  }
}
