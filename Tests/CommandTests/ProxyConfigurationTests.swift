// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import TestKit
import Testing

@testable import egret

/// What the machine says of proxies: files below a root of the test's own.
@Suite struct ProxyConfigurationTests {
  private static func withRoot(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "egret-proxies-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(root.path)
  }

  private static let isRoot = getuid() == 0

  @Test(.enabled(if: isRoot)) func everyPlaceIsRead() throws {
    let files = [
      "etc/environment": "HTTPS_PROXY=http://u:p@a.x.com:1\n",
      "etc/systemd/system.conf": "[Manager]\nDefaultEnvironment=HTTP_PROXY=b.x.com:2\n",
      "etc/systemd/system.conf.d/9.conf": "[Manager]\nDefaultEnvironment=HTTP_PROXY=c.x.com:3\n",
      "etc/environment.d/proxy.conf": "ALL_PROXY=socks5://d.x.com:4\n",
      "etc/apt/apt.conf.d/80proxy": "Acquire::http::Proxy \"http://e.x.com:5\";\n",
      "etc/npmrc": "proxy=http://f.x.com:6\n", "etc/pip.conf": "[global]\nproxy = g.x.com:7\n",
      "etc/environment.d/README": "ALL_PROXY=no.x.com:9\n",
    ]
    try Self.withRoot(files) { root in
      #expect(
        Set(ProxyConfiguration(root: root).machine) == [
          "a.x.com:1", "b.x.com:2", "c.x.com:3", "d.x.com:4", "e.x.com:5", "f.x.com:6", "g.x.com:7",
        ])
    }
  }

  @Test(.enabled(if: isRoot)) func aFileThatOthersMayWriteSaysNothing() throws {
    let text = "HTTPS_PROXY=http://a.x.com:1\n"
    try Self.withRoot(["etc/environment": text, "etc/npmrc": "proxy=b.x.com:2\n"]) { root in
      chmod(root + "/etc/environment", 0o666)
      chown(root + "/etc/npmrc", 1000, 1000)
      #expect(ProxyConfiguration(root: root).machine.isEmpty)
    }
  }

  @Test(.enabled(if: isRoot)) func linksAndPipesAreNotFollowed() throws {
    try Self.withRoot(["real": "HTTPS_PROXY=http://a.x.com:1\n"]) { root in
      try FileManager.default.createDirectory(
        atPath: root + "/etc", withIntermediateDirectories: true)
      symlink("../real", root + "/etc/environment")
      mkfifo(root + "/etc/npmrc", 0o600)
      #expect(ProxyConfiguration(root: root).machine.isEmpty)
    }
  }

  /// The environment of the process that started the server: here a shell with one.
  @Test func theStartersEnvironmentCounts() throws {
    let starter = Process()
    starter.executableURL = URL(fileURLWithPath: "/bin/sleep")
    starter.arguments = ["30"]
    starter.environment = [
      "https_proxy": "http://user:s3cret@proxy.x.com:3128", "NO_PROXY": "n.x.com", "A": "b",
    ]
    try starter.run()
    defer { starter.end() }
    let unknownStart = Instant(nanoseconds: 0)
    let pid = ProcessID(pid: UInt32(starter.processIdentifier), start: unknownStart)
    let configuration = ProxyConfiguration(root: "/nowhere")
    var found: Proxies?
    // The child may not have come to its exec yet.
    for _ in 0..<200 where found == nil {
      found = configuration.proxies(of: pid, starter: pid, at: unknownStart)
      if found == nil { usleep(10_000) }
    }
    #expect(found == Proxies(time: unknownStart, process: pid, starter: ["proxy.x.com:3128"]))
    let gone = ProcessID(pid: 0x7fff_fff0, start: unknownStart)
    #expect(configuration.proxies(of: pid, starter: gone, at: unknownStart) == nil)
  }
}
