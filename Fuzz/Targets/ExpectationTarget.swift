// SPDX-License-Identifier: Apache-2.0

import Policies

/// Endpoints as policies, command lines and `explain` spell them.
enum ExpectationTarget: Target {
  static let name = "expectations"
  static let about = "endpoints in the policy's spelling; errors are fit to be shown"
  static let rounds: UInt64 = 15_000
  static let words = [
    "any", "none", "*.", "*", ":443", ":*", ":8000-8100", "/udp", "/https", "/icmp", "[", "]",
    "::1",
    "/64", "10.0.0.0/8", "0", "65536", "https://", "@", "localhost", "xn--", "..", "-", "%eth0",
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] {
    [
      "api.test", "api.test:8443", "*.a.test:8000-8100/udp", "10.0.0.0/8:5432",
      "[2001:db8::]/32:443",
      "[::1]:*", "any", "none", "198.51.100.7/icmp", "dns.test/https", "a.test:*/any",
      "a.test/sctp",
    ].map { Array($0.utf8) }
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let read: Expectation
    do throws(ExpectationError) { read = try Expectation.parse(text) } catch {
      try Rules.isShown("an error", "\(error)", limit: 2_000)
      return false
    }
    try hold("the text is kept", read, read.text == text)
    try hold("it is what its text says", read, (try? Expectation.parse(read.text)) == read)
    return true
  }
}
