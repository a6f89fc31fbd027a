// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct ClientProgramsTests {
  /// A native program of that name somewhere: nothing else says what it is.
  private static func program(_ name: String) -> Exec { Made.exec(["/opt/bin/" + name]) }

  private static let names = [
    "claude", "cursor", "cursor-agent", "code", "windsurf", "windsurf-next", "devin", "kilo",
    "kilocode", "cline", "cn", "iflow", "pi", "omp", "openclaw", "hermes", "agy", "bob", "rovodev",
    "deepagents", "fast-agent", "mcporter", "mcp-hub", "idea", "opencode", "goose",
  ]

  @Test(arguments: names) func anUnlistedServerBelowIsTold(name: String) {
    let server = Made.exec(["/srv/notes-mcp"], stdin: .pipe)
    var exec = server
    exec.stdio = [Descriptor(kind: .pipe, inode: 1), Descriptor(kind: .pipe, inode: 2)]
    let found = UnlistedServer.recognise(exec, ancestors: [Self.program(name)])
    #expect(found?.isUnlisted == true)
    #expect(found?.candidates.first?.client == ClientPrograms.product(of: Self.program(name)))
    #expect(SuspectPrograms(entries: []).names.contains(name))
  }

  /// Words that other programs have for a name, too.
  @Test(arguments: ["pi", "cn", "agy", "kilo", "omp", "bob", "hermes"])
  func aWordAloneIsNoClientWhereThatWouldCount(word: String) {
    #expect(ClientPrograms.clients(of: [Self.program(word)]) == [])
    for reader in ["man", "grep", "vim", "cat"] {
      let exec = Made.exec([reader, word, "/tmp/" + word])
      #expect(ClientPrograms.clients(of: [exec]) == [])
      #expect(ClientPrograms.product(of: exec) == nil)
    }
    let script = Made.exec(["node", "/usr/local/bin/" + word], file: "/usr/bin/node")
    #expect(ClientPrograms.clients(of: [script]).count == 1)
    #expect(ClientPrograms.product(of: script) != nil)
  }

  @Test(arguments: [
    ("/l/node_modules/@mariozechner/pi-coding-agent/dist/cli.js", "Pi"),
    ("/l/node_modules/@continuedev/cli/dist/cn.js", "Continue"),
    ("/home/a/.local/share/cursor-agent/versions/1/index.js", "Cursor"),
    ("/l/node_modules/@kilocode/cli/index.js", "Kilo"),
    ("/l/node_modules/openclaw/openclaw.mjs", "OpenClaw"),
  ]) func aProductsFolderIsEnough(script: String, product: String) {
    let exec = Made.exec(["/usr/bin/node", script])
    #expect(ClientPrograms.clients(of: [exec]) == [product])
    #expect(ClientPrograms.product(of: exec) == product)
  }

  @Test func wordsAndProgramsAreApart() {
    let programs = Set(Products.all.flatMap(\.programs))
    let words = Set(Products.all.flatMap(\.words))
    #expect(programs.isDisjoint(with: words))
    #expect(Products.all.flatMap(\.words).count == words.count)
  }
}
