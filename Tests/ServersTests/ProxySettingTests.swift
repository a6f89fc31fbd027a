// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct ProxySettingTests {
  @Test(arguments: [
    ("http://proxy.x.com:3128", ["proxy.x.com:3128"]),
    ("http://proxy.x.com:3128/", ["proxy.x.com:3128"]),
    ("http://user:s3cret@proxy.x.com:3128", ["proxy.x.com:3128"]),
    ("http://user:p@ss@proxy.x.com:3128", ["proxy.x.com:3128"]),
    ("user:s3cret@proxy.x.com:3128", ["proxy.x.com:3128"]),
    ("proxy.x.com:8080", ["proxy.x.com:8080"]),
    ("https://Proxy.X.com", ["proxy.x.com:443", "proxy.x.com:1080"]),
    ("http://proxy.x.com", ["proxy.x.com:80", "proxy.x.com:1080"]),
    ("socks5h://proxy.x.com", ["proxy.x.com:1080"]), ("socks4a://10.0.0.7:9050", ["10.0.0.7:9050"]),
    ("http://[2001:db8::1]:3128", ["[2001:db8::1]:3128"]),
    ("http://localhost:3128", ["127.0.0.1:3128", "[::1]:3128"]),
    // No proxy, or none that can be named.
    ("", []), ("DIRECT", ["direct:80", "direct:1080"]), ("ftp://proxy.x.com", []),
    ("http://${PROXY}:3128", []), ("http://a.x.com,b.x.com", []), ("http://tok/en@p.x.com", []),
    ("http://*.x.com:3128", []), ("http://proxy.x.com:0", []),
  ]) func readsASetting(text: String, expected: [String]) {
    #expect(ProxySetting.endpoints(text) == expected)
  }

  @Test func readsVariablesInBothCases() {
    let environment = [
      (name: "HTTPS_PROXY", value: "http://u:p@a.x.com:1"),
      (name: "http_proxy", value: "b.x.com:2"),
      (name: "ALL_PROXY", value: "socks5://c.x.com:3"), (name: "all_proxy", value: "c.x.com:3"),
      (name: "NO_PROXY", value: "d.x.com:4"), (name: "MY_PROXY", value: "http://e.x.com:5"),
      (name: "PATH", value: "/bin"),
    ]
    #expect(
      ProxySetting.endpoints(ProxySetting.values(in: environment)) == [
        "a.x.com:1", "b.x.com:2", "c.x.com:3",
      ])
  }

  @Test func aPlaceNamesAFew() {
    #expect(ProxySetting.endpoints((1...100).map { "p\($0).x.com:1" }).count == ProxySetting.most)
  }

  @Test func aProxyIsNoImpliedEndpoint() {
    var implied = ImpliedEndpoints()
    implied.add(environment: [
      (name: "HTTPS_PROXY", value: "http://proxy.x.com:3128"),
      (name: "API_URL", value: "https://api.x.com"),
    ])
    #expect(implied.endpoints == ["api.x.com:443"])
  }
}
