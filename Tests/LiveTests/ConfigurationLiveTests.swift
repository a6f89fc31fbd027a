// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

/// Configurations that change, and connections that were there, while `egret run` watches. The
/// servers are shells of the test's own, and reach for loopback.
@Suite(.serialized, .enabled(if: geteuid() == 0, "needs root for BPF: sudo scripts/test"))
struct ConfigurationLiveTests {
  private static let changed = "egret.config-changed"
  private static let local = "egret.local-destination"

  /// Runs the body beside a running Egret.
  private func watched(
    _ prepare: (RunningEgret) throws -> Void, _ body: (RunningEgret) throws -> Void
  )
    throws
  {
    let egret = try RunningEgret()
    defer { egret.remove() }
    // It reaches for a port of loopback, and ends when its input does.
    try egret.write("exec 3<>/dev/tcp/127.0.0.1/$2\nread _\n", to: "server.sh")
    try prepare(egret)
    try egret.watchHome()
    try body(egret)
  }

  private func listing(_ egret: RunningEgret, _ servers: [(name: String, port: Int)]) -> String {
    let texts = servers.map { server in
      #""\#(server.name)": {"command": "/bin/bash", "args": ["\#(egret.directory)/server.sh", "\#(server.name)", "\#(server.port)"]}"#
    }
    return #"{"mcpServers": {"# + texts.joined(separator: ", ") + "}}"
  }

  /// As a client does: with a pipe for its input. Whoever starts it ends it.
  private func start(_ egret: RunningEgret, _ name: String, _ port: Int) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [egret.directory + "/server.sh", name, "\(port)"]
    process.standardInput = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test("A list that cannot be read is told, at the start and later", .timeLimit(.minutes(2)))
  func unreadLists() throws {
    let unread = "egret.config-unread"
    try watched({ try $0.write("{\"mcpServers\": {\"a\": ", to: "home/.cursor/mcp.json") }) {
      egret in
      let told = { (place: String) in egret.alerts(unread).contains { $0.config.hasSuffix(place) } }
      try egret.wait(for: "what is broken at the start") { told("/.cursor/mcp.json") }
      try egret.write(listing(egret, [("s", 1)]), to: "home/.factory/mcp.json")
      usleep(1_500_000)
      try egret.write("[", to: "home/.factory/mcp.json")
      try egret.wait(for: "what breaks later") { told("/.factory/mcp.json") }
      #expect(egret.alerts(unread).count { $0.config.hasPrefix(egret.home) } == 2)
    }
  }

  @Test(
    "A server that is started right after its entry was written is known", .timeLimit(.minutes(2)))
  func entryAndStartAtOnce() throws {
    try watched({ _ in }) { egret in
      var servers: [Process] = []
      defer { for server in servers { server.end() } }
      var listed: [Int: [(name: String, port: Int)]] = [:]
      for index in 0..<40 {
        listed[index % 3, default: []].append(("s\(index)", 1))
        let text = listing(egret, listed[index % 3] ?? [])
        // In turn: whole, by rename, in a directory that was not there.
        switch index % 3 {
        case 0: try egret.write(text, to: "home/.cursor/mcp.json")
        case 1:
          let made = try egret.write(text, to: "home/.factory/.mcp.json.tmp")
          #expect(rename(made, egret.home + "/.factory/mcp.json") == 0)
        default:
          try? FileManager.default.removeItem(atPath: egret.home + "/.lmstudio")
          try egret.write(text, to: "home/.lmstudio/mcp.json")
        }
        servers.append(try start(egret, "s\(index)", 1))
        // A rhythm, and no wait: changes come before, in and after the pause behind a first one.
        usleep(useconds_t(index % 4) * 100_000)
      }
      let all = Set((0..<40).map { "s\($0)" })
      try? egret.wait(for: "every server's connection") {
        Set(egret.alerts(Self.local).map(\.server)).isSuperset(of: all)
      }
      let missed = all.subtracting(egret.alerts(Self.local).map(\.server))
      #expect(missed.isEmpty, "\(egret.errors)")
      try? egret.wait(for: "every entry") {
        Set(egret.alerts(Self.changed).map(\.server)).isSuperset(of: all)
      }
      #expect(all.subtracting(egret.alerts(Self.changed).map(\.server)).isEmpty)
    }
  }

  @Test("A change says what and who", .timeLimit(.minutes(1)))
  func whatAndWho() throws {
    try watched({ try $0.write(listing($0, [("a", 1)]), to: "home/.cursor/mcp.json") }) { egret in
      let file = egret.home + "/.cursor/mcp.json"
      let text = listing(egret, [("a", 1), ("b", 2)])
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = ["-c", "echo '\(text)' > \(file).new; mv \(file).new \(file)"]
      try shell.run()
      shell.waitUntilExit()
      try egret.wait(for: "the change") { !egret.alerts(Self.changed).isEmpty }
      let alert = try #require(egret.alerts(Self.changed).first)
      #expect(alert.server == "b" && alert.config == file && alert.hook == "inotify")
      #expect(alert.reasons.contains { $0.hasPrefix("`b` was added to \(file)") })
      #expect(alert.program.hasSuffix("/mv"), "\(alert)")
      chmod(file, 0o666)
      try egret.wait(for: "the open door") { egret.alerts(Self.changed).count == 2 }
      let door = try #require(egret.alerts(Self.changed).last)
      #expect(door.reasons.contains { $0.hasPrefix("anyone on this machine may change") })
      try egret.write("{}", to: "home/.cursor/mcp.json")
      try egret.wait(for: "the end of both") { egret.alerts(Self.changed).count == 4 }
    }
  }

  @Test("One of a hundred entries over thirty files", .timeLimit(.minutes(1)))
  func manyFiles() throws {
    let projects = (0..<30).map { "p\($0)" }
    try watched({ egret in
      for project in projects {
        let servers = (0..<4).map { (name: "\(project)-\($0)", port: 1) }
        try egret.write(listing(egret, servers), to: "home/\(project)/.mcp.json")
      }
      let list = projects.map { #""\#(egret.home)/\#($0)": {}"# }.joined(separator: ", ")
      try egret.write(#"{"projects": {\#(list)}}"#, to: "home/.claude.json")
    }) { egret in
      try egret.write(
        listing(egret, (0..<5).map { (name: "p17-\($0)", port: 1) }), to: "home/p17/.mcp.json")
      try egret.wait(for: "the change") { !egret.alerts(Self.changed).isEmpty }
      // Changes are reported in their order: what the first led to stands before the second.
      try egret.write(
        listing(egret, (0..<5).map { (name: "p18-\($0)", port: 1) }), to: "home/p18/.mcp.json")
      try egret.wait(for: "the second change") {
        egret.alerts(Self.changed).contains { $0.server == "p18-4" }
      }
      #expect(egret.alerts(Self.changed).map(\.server) == ["p17-4", "p18-4"])
    }
  }

  @Test("A connection that is older than Egret is told once", .timeLimit(.minutes(1)))
  func olderConnection() throws {
    let listener = try LiveListener()
    let egret = try RunningEgret()
    defer { egret.remove() }
    let here = egret.directory
    try egret.write(
      """
      exec 3<>/dev/tcp/127.0.0.1/$2
      touch \(here)/connected
      while [ ! -e \(here)/go ]; do sleep 0.05; done
      for i in 1 2 3; do echo hello >&3; done
      touch \(here)/sent
      read _
      """, to: "server.sh")
    let port = Int(listener.port)
    try egret.write(listing(egret, [("old", port)]), to: "home/.cursor/mcp.json")
    let server = try start(egret, "old", port)
    defer { server.end() }
    try egret.wait(for: "the connection") {
      FileManager.default.fileExists(atPath: here + "/connected")
    }
    try egret.watchHome()
    try egret.wait(for: "the alert") { !egret.alerts(Self.local).isEmpty }
    try egret.write("", to: "go")
    try egret.wait(for: "its use") { FileManager.default.fileExists(atPath: here + "/sent") }
    // It drains its rings before it ends.
    egret.stop()
    let alerts = egret.alerts(Self.local).filter { $0.server == "old" }
    #expect(alerts.count == 1)
    let alert = try #require(alerts.first)
    #expect(alert.port == port && alert.hook == "sock_diag")
    #expect(alert.reasons.contains("the connection is older than Egret"))
  }
}
