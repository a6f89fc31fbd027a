// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Monitoring

/// Launcher × wrapper × cold or warm × attack: which server, which phase, which package, which rule.
@Suite struct LaunchTableTests {
  enum Wrapper: String, CaseIterable, Sendable {
    case none, bash, env

    func wrap(_ command: [String]) -> [String] {
      switch self {
      case .none: command
      case .bash: ["bash", "-c", command.joined(separator: " ")]
      case .env: ["env", "MODE=x"] + command
      }
    }
  }

  enum Attack: String, CaseIterable, Sendable {
    /// The server connects while it starts, and much later.
    case importTime, later
    case grandchild, doubleFork
    /// A script of the package connects; the installer does; the server talks to the registry.
    case postinstall, installer, registryFromServer
  }

  struct Cell: Sendable, CustomTestStringConvertible {
    var launching: Launching
    var wrapper: Wrapper
    var isCold: Bool
    var attack: Attack

    var testDescription: String {
      "\(launching) \(wrapper) \(isCold ? "cold" : "warm") \(attack)"
    }

    /// What cannot be: nothing is installed where the cache is warm or nothing installs.
    var isPossible: Bool {
      switch attack {
      case .postinstall: isCold && launching.hasScripts
      case .installer: isCold && launching.installs && launching != .deno
      case .registryFromServer: launching.registry != nil && launching != .deno
      case .importTime, .later, .grandchild, .doubleFork: true
      }
    }

    static let all: [Cell] = Launching.allCases.flatMap { launching in
      Wrapper.allCases.flatMap { wrapper in
        [true, false].flatMap { isCold in
          Attack.allCases.map {
            Cell(launching: launching, wrapper: wrapper, isCold: isCold, attack: $0)
          }
        }
      }
    }.filter(\.isPossible)
  }

  private func story(_ cell: Cell) throws -> (Story, installer: UInt32) {
    let command = cell.wrapper.wrap(cell.launching.command)
    var story = Story([
      Story.entry("demo", command, implied: ["api.acme.example:443"]),
      Story.entry("other", ["node", "/opt/other.js"]),
    ])
    story.exec(100, parent: 1, ["/usr/share/cursor/cursor"])
    story.fork(100, 200)
    switch cell.wrapper {
    case .none: break
    case .bash: story.exec(200, command, executable: "/usr/bin/bash")
    case .env: story.exec(200, command, executable: "/usr/bin/env")
    }
    let installer = cell.launching.begin(200, &story)
    return (story, installer)
  }

  /// The registry is where it should be: silent for the installer.
  private func download(_ cell: Cell, _ pid: UInt32, _ story: inout Story) {
    guard cell.isCold, let registry = cell.launching.registry else { return }
    story.resolve(pid, registry, "198.51.100.10")
    #expect(story.reach(pid, "198.51.100.10") == nil)
  }

  @Test(arguments: Cell.all)
  func theRightServerPhaseAndPackage(_ cell: Cell) throws {
    var (story, installer) = try story(cell)
    download(cell, installer, &story)
    let finding = try #require(play(cell, installer, &story))
    #expect(finding.server.name == "demo")
    #expect(finding.server.candidates == ["demo"])
    #expect(finding.server.package == cell.launching.package)
    #expect(finding.server.isPinned == cell.launching.isPinned)
    #expect(finding.phase == phase(of: cell))
    // Of a server in Node.js the registry is what update-notifier asks: reported, as a habit.
    let isHabit = cell.attack == .registryFromServer && finding.rule == .libraryHabit
    #expect(finding.rule == rule(of: cell) || isHabit)
    // An address without a name, or the registry as the server's first contact.
    #expect(cell.attack == .registryFromServer || finding.severity > .low)
    #expect(story.findings.count == 1, "\(story.findings.map(\.reasons))")
  }

  private func play(_ cell: Cell, _ installer: UInt32, _ story: inout Story) -> Finding? {
    let steal = "198.51.100.66"
    switch cell.attack {
    case .postinstall:
      let script = cell.launching.script(300, below: installer, &story)
      // What the policy and the entry allow the server is no excuse for a script.
      story.resolve(script, "api.acme.example", steal)
      return story.reach(script, steal)
    case .installer: return story.reach(installer, steal)
    case .importTime, .later, .grandchild, .doubleFork, .registryFromServer: break
    }
    let server = cell.launching.serve(400, below: installer, &story)
    story.resolve(server, "api.acme.example", "198.51.100.20")
    #expect(story.reach(server, "198.51.100.20") == nil)
    switch cell.attack {
    case .importTime: return story.reach(server, steal)
    case .later:
      story.pass(seconds: 90)
      return story.reach(server, steal)
    case .grandchild:
      story.exec(500, parent: server, ["sh", "-c", "curl x"], executable: "/usr/bin/dash")
      story.exec(501, parent: 500, ["curl", "x"], executable: "/usr/bin/curl")
      return story.reach(501, steal)
    case .doubleFork:
      story.fork(server, 500)
      story.fork(500, 501)
      story.exit(500)
      return story.reach(501, steal)
    case .registryFromServer:
      story.resolve(server, cell.launching.registry ?? "", steal)
      return story.reach(server, steal)
    case .postinstall, .installer: return nil
    }
  }

  private func phase(of cell: Cell) -> Phase {
    switch cell.attack {
    case .postinstall, .installer: .install
    case .later: .run
    case .importTime, .grandchild, .doubleFork, .registryFromServer: .start
    }
  }

  private func rule(of cell: Cell) -> Rule {
    switch cell.attack {
    case .postinstall, .installer: .installEgress
    case .importTime, .later, .grandchild, .doubleFork, .registryFromServer: .noExpectations
    }
  }

  @Test func thereAreCells() { #expect(Cell.all.count > 200) }
}
