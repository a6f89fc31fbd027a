// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct EntryRecogniserTests {
  private func recognise(
    _ command: [String], _ arguments: [String], file: String? = nil, directory: String? = nil
  ) -> Recognition? {
    EntryRecogniser(entries: [Made.entry("s", command, directory: directory)])
      .recognise(Made.exec(arguments, file: file), ancestors: [])
  }

  /// Entry, argv as the kernel has it, what execve was given, confidence.
  static let matches: [(entry: [String], seen: [String], file: String?, Confidence)] = [
    (["npx", "-y", "X"], ["npx", "-y", "X"], "/usr/bin/npx", .high),
    (
      ["npx", "-y", "X"], ["/usr/bin/env", "node", "/usr/bin/npx", "-y", "X"], "/usr/bin/npx", .high
    ),
    (["npx", "-y", "X"], ["/usr/bin/env", "node", "npx", "-y", "X"], nil, .high),
    (["npx", "-y", "X"], ["node", "/usr/bin/npx", "-y", "X"], "/usr/bin/node", .high),
    (["/usr/bin/npx", "-y", "X"], ["node", "/usr/bin/npx", "-y", "X"], "/usr/bin/node", .high),
    (["npx", "-y", "X@1", "--root", "/srv"], ["npm exec X@1 --root /srv"], nil, .medium),
    (["npx", "-y", "X"], ["npm", "exec", "X"], nil, .medium),
    (["npx", "-y", "X", "/a"], ["npx", "-y", "X", "/b"], nil, .medium),
    (["npx", "-y", "X@1"], ["npx", "-y", "X@2"], nil, .low),
    (["uvx", "m-s", "--x"], ["/opt/uv/bin/uv", "tool", "uvx", "m-s", "--x"], nil, .high),
    (["uv", "tool", "run", "m-s"], ["uvx", "m-s"], nil, .high),
    (
      ["pipx", "run", "m-s", "-a"], ["uv", "tool", "run", "--python", "/p", "m-s", "-a"], nil,
      .medium
    ),
    (
      ["uvx", "m-s"],
      ["/root/.cache/uv/archive-v0/a/bin/python", "/root/.cache/uv/archive-v0/a/bin/m-s"], nil, .low
    ),
    (["npx", "-y", "@a/m-s"], ["node", "/h/.npm/_npx/c3/node_modules/.bin/m-s"], nil, .low),
    (["python", "server.py", "a"], ["python", "server.py", "a"], nil, .medium),
    (
      ["python", "/p/server.py"],
      ["/usr/bin/env", "bash", "/root/.pyenv/shims/python", "/p/server.py"],
      "/root/.pyenv/shims/python", .high
    ),
    (["python", "-m", "my.server"], ["python", "-m", "my.server"], nil, .high),
    (["node", "${workspaceFolder}/s.js"], ["node", "/w/s.js"], nil, .high),
    (["node", "~/s/s.js"], ["node", "/home/a/s/s.js"], nil, .high),
    (["~/bin/my-server"], ["/home/a/bin/my-server"], nil, .high),
    (["${HOME}/bin/my-server", "-v"], ["/home/a/bin/my-server", "-v"], nil, .high),
    (["srv", "--key={env:K}"], ["srv", "--key=abc"], nil, .high),
    (["srv", "--key", "${{ secrets.K }}"], ["srv", "--key", "a b"], nil, .high),
    (["srv", "$A-$B"], ["srv", "x-y"], nil, .high),
    (["npx -y X --flag"], ["npx", "-y", "X", "--flag"], nil, .high),
    (["bash", "-c", "npx -y X"], ["bash", "-c", "npx -y X"], nil, .high),
    (["bash", "-lc", "cd /a && exec srv --b"], ["srv", "--b"], nil, .medium),
    (["env", "K=v", "srv", "--b"], ["srv", "--b"], nil, .medium),
    (["/usr/bin/env", "K=v", "srv"], ["/usr/bin/env", "K=v", "srv"], nil, .high),
    (["srv", "--b"], ["/bin/sh", "-c", "srv --b"], nil, .high),
    (["/opt/a/srv"], ["/opt/b/srv"], nil, .low),
    (["/opt/a/srv"], ["srv"], "/opt/a/srv", .high),
    (["srv"], ["spoofed"], "/usr/bin/srv", .high),
    (["docker", "run", "-i", "--rm", "img"], ["docker", "run", "-i", "--rm", "img"], nil, .high),
  ]

  @Test(arguments: matches.indices) func recognises(index: Int) {
    let row = Self.matches[index]
    let found = recognise(row.entry, row.seen, file: row.file)
    #expect(found?.candidates.map(\.name) == ["s"], "\(row)")
    #expect(found?.confidence == row.3, "\(row) \(String(describing: found?.reasons))")
    #expect(found?.reasons.isEmpty == false)
  }

  /// Entry and argv that are not of it.
  static let others: [(entry: [String], seen: [String])] = [
    (["python", "server.py"], ["python", "other.py"]),
    (["python", "server.py"], ["python"]),
    (["python", "server.py"], ["python", "server.py", "more"]),
    (["node", "dist/index.js"], ["node", "/elsewhere/dist/index.js"]),
    (["node", "dist/index.js"], ["node", "index.js"]),
    (["node", "/a/s.js"], ["node", "/a/s.jsx"]),
    (["npx", "-y", "X"], ["npx", "-y", "Y"]),
    (["npx", "-y", "X"], ["npm", "install", "X"]),
    (["uvx", "m-s"], ["uvx", "m-s-evil"]),
    (["uvx", "m-s"], ["npx", "m-s"]),
    (["srv", "${A}x"], ["srv", "y"]),
    (["srv", "pre${A}post"], ["srv", "prpost"]),
    (["bash", "-c", "a | b"], ["b"]),
    (["srv"], ["srvx"]), (["srv"], []), (["srv"], [""]), (["${CMD}"], ["anything"]),
    (["docker", "run", "img:1"], ["docker", "ps"]),
    (["m-s"], ["/home/a/bin/tool", "m-s"]),
  ]

  @Test(arguments: others.indices) func leavesOthers(index: Int) {
    let row = Self.others[index]
    #expect(recognise(row.entry, row.seen) == nil, "\(row)")
  }

  @Test func relativePathsAreJoinedWhereTheDirectoryIsKnown() {
    let seen = ["node", "/p/dist/index.js"]
    #expect(recognise(["node", "dist/index.js"], seen, directory: "/p")?.confidence == .high)
    #expect(recognise(["node", "./dist/index.js"], seen, directory: "/p/")?.confidence == .high)
    #expect(recognise(["node", "dist/index.js"], seen, directory: "/q") == nil)
    #expect(recognise(["./srv"], ["/p/srv"], directory: "/p")?.confidence == .high)
  }

  @Test func variablesAloneAreWeak() {
    #expect(recognise(["node", "${A}"], ["node", "/any"])?.confidence == .low)
    #expect(recognise(["npx", "-y", "${A}"], ["npx", "-y", "any"])?.confidence == .low)
  }

  @Test func otherUsersDoNotMatch() {
    let mine = EntryRecogniser(entries: [Made.entry("s", ["srv"], user: 1000)])
    let anyone = EntryRecogniser(entries: [Made.entry("s", ["srv"], user: nil)])
    #expect(mine.recognise(Made.exec(["srv"], user: 1001), ancestors: []) == nil)
    #expect(mine.recognise(Made.exec(["srv"], user: 0), ancestors: [])?.confidence == .medium)
    #expect(
      mine.recognise(Made.exec(["srv"], user: 1001, login: 1000), ancestors: [])?.confidence
        == .medium)
    #expect(anyone.recognise(Made.exec(["srv"], user: 1001), ancestors: [])?.confidence == .high)
  }

  @Test func allThatFitEquallyAreNamedBestFirst() throws {
    let entries = [
      Made.entry("plain", ["srv", "a"], client: "Cursor"),
      Made.entry("wild", ["srv", "${X}"]),
      Made.entry("keyed", ["srv", "a"], environment: ["API_KEY"]),
      Made.entry("other", ["srv", "b"]),
    ]
    let found = try #require(
      EntryRecogniser(entries: entries).recognise(
        Made.exec(["srv", "a"], environment: ["PATH", "API_KEY"]), ancestors: []))
    #expect(found.candidates.map(\.name) == ["keyed", "plain", "wild"])
    #expect(found.confidence == .medium)
    #expect(found.reasons.contains("3 entries fit equally"))
  }

  @Test func missingVariablesSpeakAgainstAnEntry() throws {
    let entries = [
      Made.entry("lacks", ["srv"], environment: ["API_KEY"]), Made.entry("fits", ["srv"]),
    ]
    let found = try #require(
      EntryRecogniser(entries: entries).recognise(
        Made.exec(["srv"], environment: ["PATH"]), ancestors: []))
    #expect(found.candidates.map(\.name) == ["fits"])
    #expect(found.confidence == .high)
  }

  @Test func oneNameInTwoClientsStaysCertainAndTheRunningClientComesFirst() throws {
    let entries = [
      Made.entry("s", ["srv"], client: "Cursor"), Made.entry("s", ["srv"], client: "Claude Code"),
    ]
    let found = try #require(
      EntryRecogniser(entries: entries).recognise(
        Made.exec(["srv"]), ancestors: [Made.exec(["node", "/usr/bin/claude"])]))
    #expect(found.candidates.map(\.client) == ["Claude Code"])
    #expect(found.confidence == .high)
    #expect(found.reasons.contains("started below Claude Code"))
  }

  @Test func disabledEntriesComeLast() {
    let off = Made.entry("off", ["srv"], isDisabled: true)
    let on = Made.entry("on", ["srv"])
    let both = EntryRecogniser(entries: [off, on]).recognise(Made.exec(["srv"]), ancestors: [])
    #expect(both?.candidates.map(\.name) == ["on"])
    let alone = EntryRecogniser(entries: [off]).recognise(Made.exec(["srv"]), ancestors: [])
    #expect(alone?.confidence == .low)
  }

  @Test func aPersonAtATerminalIsManual() {
    let recogniser = EntryRecogniser(entries: [Made.entry("s", ["srv"])])
    #expect(
      recogniser.recognise(Made.exec(["srv"], stdin: .terminal), ancestors: [])?.isManual == true)
    #expect(
      recogniser.recognise(Made.exec(["srv"], stdin: .socket), ancestors: [])?.isManual == false)
  }

  @Test func aCutCommandLineIsEnoughAndSaysSo() {
    let recogniser = EntryRecogniser(entries: [Made.entry("s", ["srv", "a", "b", "c"])])
    let cut = recogniser.recognise(Made.exec(["srv", "a", "b"], isCut: true), ancestors: [])
    #expect(cut?.confidence == .medium)
    #expect(recogniser.recognise(Made.exec(["srv", "a", "b"]), ancestors: []) == nil)
    #expect(recogniser.recognise(Made.exec(["srv"], isCut: true), ancestors: []) == nil)
  }

  @Test func packagesAreTold() {
    #expect(
      recognise(["npx", "-y", "@a/b@1.2.3"], ["npx", "-y", "@a/b@1.2.3"])?.package
        == "npm:@a/b@1.2.3")
    #expect(recognise(["uvx", "m==1"], ["uv", "tool", "uvx", "m==1"])?.package == "pypi:m==1")
    #expect(recognise(["srv"], ["srv"])?.package == nil)
  }

  @Test func remoteEntriesNeverMatch() {
    let entry = ServerEntry(
      name: "r", transport: .remote(url: "https://x.com"), client: "c", scope: .user, file: "/f")
    #expect(EntryRecogniser(entries: [entry]).recognise(Made.exec(["x"]), ancestors: []) == nil)
  }

  @Test func hostileArgumentsAreHarmless() {
    let recogniser = EntryRecogniser(entries: [
      Made.entry("s", ["npx", "${A}${B}${C}x${D}", String(repeating: "$A", count: 200)])
    ])
    let long = String(repeating: "x", count: 4_000)
    for arguments in [
      ["env"], ["env", "-S"], ["env", "-u"], ["env", "A=B"], ["bash", "-c"], ["bash", "-c", ""],
      ["bash", "-c", "'"], ["npm exec "], ["npm exec '"], ["npx", long, long], ["uv", "tool"],
      ["uv"], ["npm"], ["node"], ["node", "/"], ["/"], ["docker"], ["docker", "run"],
      ["python", "-m"], ["python", "-m", ""], ["npx", "-p"], ["npx", "--"], ["npx", ""],
    ] {
      let found = recogniser.recognise(Made.exec(arguments), ancestors: [])
      #expect(found == nil || arguments.count == 3, "\(arguments)")
    }
  }

  @Test func manyEntriesAreLookedUpNotSearched() throws {
    let entries = (0..<5_000).flatMap { number in
      [
        Made.entry("n\(number)", ["npx", "-y", "pkg-\(number)"]),
        Made.entry("b\(number)", ["/opt/srv-\(number)", "--root", "${X}"]),
      ]
    }
    let recogniser = EntryRecogniser(entries: entries)
    #expect(
      recogniser.recognise(Made.exec(["npx", "-y", "pkg-4321"]), ancestors: [])?.candidates.map(
        \.name) == ["n4321"])
    #expect(
      recogniser.recognise(Made.exec(["/opt/srv-17", "--root", "/a"]), ancestors: [])?.candidates
        .map(\.name) == ["b17"])
    for _ in 0..<2_000 {
      #expect(recogniser.recognise(Made.exec(["/usr/bin/ls", "-la"]), ancestors: []) == nil)
    }
  }

  @Test func wildcardsAreLinear() {
    let pattern = WordPattern("${A}" + String(repeating: "a", count: 2_000) + "b${B}c")
    let word = String(repeating: "a", count: 4_000)
    for _ in 0..<50 { #expect(!pattern.matches(word + "c")) }
    #expect(pattern.matches(word + "bxc"))
    #expect(WordPattern("${A}aab${B}").matches("aaaab"))
    #expect(!WordPattern("a${A}a").matches("a"))
    #expect(WordPattern("a${A}a").matches("aa"))
    #expect(WordPattern("${A}ab${B}ab${C}").matches("xabxabx"))
    #expect(!WordPattern("${A}ab${B}ab${C}").matches("xabx"))
  }
}
