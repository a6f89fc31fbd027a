// SPDX-License-Identifier: Apache-2.0

import Servers
import Testing

@Suite struct ProxyFileTests {
  @Test func readsAnEnvironmentFile() {
    let text = """
      # a comment
      PATH="/usr/bin:/bin"
      HTTPS_PROXY="http://user:secret@proxy.x.com:3128"
      export http_proxy=http://proxy.x.com:8080/
      no_proxy=localhost
      ALL_PROXY='socks5://10.0.0.9'
      not a setting
      """
    #expect(
      ProxyFile.environment.endpoints(text)
        == ["proxy.x.com:3128", "proxy.x.com:8080", "10.0.0.9:1080"])
  }

  @Test func readsTheManagersEnvironment() {
    let text = """
      [Unit]
      DefaultEnvironment=HTTP_PROXY=http://wrong.x.com:1
      [Manager]
      #DefaultEnvironment=HTTP_PROXY=http://off.x.com:1
      DefaultEnvironment="HTTP_PROXY=http://a.x.com:3128" LANG=C \\
        'https_proxy=http://b.x.com:3128'
      """
    #expect(ProxyFile.systemd.endpoints(text) == ["a.x.com:3128", "b.x.com:3128"])
    let cleared = text + "\nDefaultEnvironment=\nDefaultEnvironment=ALL_PROXY=c.x.com:1\n"
    #expect(ProxyFile.systemd.endpoints(cleared) == ["c.x.com:1"])
  }

  @Test(arguments: [
    (#"Acquire::http::Proxy "http://proxy.x.com:3128/";"#, ["proxy.x.com:3128"]),
    ("// a\n# b\n/* c \"d\"; */Acquire::HTTPS::Proxy \"http://p.x.com:1\";\n", ["p.x.com:1"]),
    (
      "Acquire { http { Proxy \"http://p.x.com:1\"; }; https::Proxy \"http://q.x.com:2\"; };",
      ["p.x.com:1", "q.x.com:2"]
    ),
    (#"Acquire::http::Proxy::mirror.x.com "http://p.x.com:1";"#, ["p.x.com:1"]),
    (#"Acquire::http::Proxy::mirror.x.com "DIRECT";"#, ["direct:80", "direct:1080"]),
    (#"Acquire::http::Proxy-Auto-Detect "/usr/bin/auto";"#, []),
    (#"APT::Periodic::Update "1"; DPkg::Options { "--force"; };"#, []),
    ("Acquire { http { Proxy ", []),
    ("}}}} Acquire::http::Proxy \"http://p.x.com:1\"", ["p.x.com:1"]),
  ]) func readsAptsSettings(text: String, expected: [String]) {
    #expect(ProxyFile.apt.endpoints(text) == expected)
  }

  @Test func readsInstallersSettings() {
    #expect(
      ProxyFile.npm.endpoints(
        "registry=https://r.x.com/\nproxy=http://p.x.com:1\nhttps-proxy = \"http://q.x.com:2\"\n")
        == ["p.x.com:1", "q.x.com:2"])
    #expect(
      ProxyFile.pip.endpoints(
        "[global]\nindex-url = https://r.x.com/simple\nproxy = http://u:p@p.x.com:1\n")
        == ["p.x.com:1"])
  }

  /// Whatever stands there: no more than a place may name, and no credential.
  @Test(arguments: ProxyFile.allCases) func everyFileIsBounded(kind: ProxyFile) {
    let line =
      switch kind {
      case .environment: "HTTP_PROXY=http://u:s3cretword@pN.x.com:1\n"
      case .systemd: "[Manager]\nDefaultEnvironment=HTTP_PROXY=http://u:s3cretword@pN.x.com:1\n"
      case .apt: "Acquire::http::Proxy \"http://u:s3cretword@pN.x.com:1\";\n"
      case .npm, .pip: "proxy = http://u:s3cretword@pN.x.com:1\n"
      }
    let text = (1...200).map { line.replacing("N", with: "\($0)") }.joined()
    let found = kind.endpoints(text)
    #expect(found.count == ProxySetting.most)
    #expect(!found.joined().contains("s3cretword"))
    #expect(kind.endpoints(String(repeating: line, count: 10_000)).isEmpty)
    for length in stride(from: 0, to: 400, by: 1) {
      _ = kind.endpoints(String(text.prefix(length)))
    }
    #expect(kind.endpoints(String(repeating: "{ \" /* \\\n", count: 4_000)).isEmpty)
  }
}
