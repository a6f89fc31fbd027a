// SPDX-License-Identifier: Apache-2.0

import Servers

/// URLs and hosts, as entries and variables have them.
enum URLTarget: Target {
  static let name = "urls"
  static let about = "URLs and endpoints; what they lead to is a policy's endpoint"
  static let rounds: UInt64 = 15_000
  static let words = [
    "https://", "postgres://", "jdbc:", "mongodb+srv://", "@", ":", "[::1]", "[fe80::1%25eth0]",
    ":443",
    "/", "?", "#", ",", "..", "-", "_", "localhost", "127.1", "0x7f.1", "%00", "\u{ff0e}", "xn--",
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] {
    [
      "https://user:pw@api.test:8443/mcp?key=1#x", "postgres://u:p@db.test/x", "redis://cache.test",
      "mongodb://a.test:1,b.test:2/x", "mongodb+srv://u@cluster.a.test/x", "wss://[2001:db8::1]:1/",
      "jdbc:postgresql://db.test:5432/x", "--url=http://localhost:3000/", "amqps://q.test.",
    ].map { Array($0.utf8) }
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    if let place = EndpointText.split(text[...]) {
      try Rules.areExpectations(
        "a host", EndpointText.endpoints(host: place.host, port: place.port))
    }
    guard let url = EndpointURL(text) else { return false }
    try hold("hosts are bounded", url.hosts.count, (1...16).contains(url.hosts.count))
    try Rules.areExpectations("a URL's endpoint", url.endpoints)
    return true
  }
}
