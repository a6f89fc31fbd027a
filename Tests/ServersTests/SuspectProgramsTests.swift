// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

/// Which programs' lives are reported, by the entries in force.
@Suite struct SuspectProgramsTests {
  private static func suspects(_ command: [String]) -> SuspectPrograms {
    SuspectPrograms(entries: [Made.entry("one", command)])
  }

  @Test(arguments: [
    (["/opt/one/bin/one-mcp", "--stdio"], ["one-mcp"]),
    (["npx", "-y", "@acme/tool@1.2", "x"], ["npx", "tool"]),
    (["uvx", "--from", "acme", "acme-mcp"], ["uvx", "acme"]),
    (["python3", "/opt/one/server.py"], ["python3", "server.py"]),
    (["/opt/one/start.sh"], ["start.sh"]),
    (["env", "A=b", "/opt/one-mcp"], ["env", "one-mcp"]),
    (["sh", "-c", "exec /opt/one-mcp --stdio"], ["sh", "one-mcp"]),
    (["bash", "/opt/one/start.sh"], ["start.sh"]),
    (["bash"], ["bash"]), (["bash", "${HOME}/start.sh"], ["bash"]),
  ])
  func whatAnEntryStartsIsOne(command: [String], names: [String]) {
    #expect(Self.suspects(command).names.isSuperset(of: names))
  }

  @Test(arguments: [
    ["bash", "/opt/one/start.sh"], ["npx", "one"], ["/opt/one"],
  ])
  func aShellIsOneOnlyByItsScript(command: [String]) {
    let suspects = Self.suspects(command)
    #expect(suspects.names.isDisjoint(with: suspects.shells))
  }

  @Test(arguments: [
    "python", "python3", "python3.11", "pypy3.10", "node", "npx", "uvx", "docker", "env", "cursor",
    "claude", "ld-linux-x86-64.so.2",
  ])
  func whatHidesAServerIsOneWithoutEntries(name: String) {
    #expect(SuspectPrograms(entries: []).names.contains(name))
  }

  @Test(arguments: ["sh", "make", "gcc", "cc1", "ls", "git", "true", "sshd", "systemd"])
  func whatABuildRunsIsNone(name: String) {
    #expect(!SuspectPrograms(entries: []).names.contains(name))
  }

  /// Every exec that an entry is recognised by has a name that is told, or is below a launcher.
  @Test(arguments: [
    (["/opt/one-mcp", "x"], ["/opt/one-mcp", "x"]),
    (["node", "/opt/one/index.js"], ["/usr/bin/node", "/opt/one/index.js"]),
    (["/opt/one/server.py"], ["/usr/bin/python3", "/opt/one/server.py"]),
    (["/opt/one/start.sh"], ["/bin/sh", "/opt/one/start.sh"]),
    (["npx", "tool"], ["npm", "exec", "tool"]),
  ])
  func whatIsRecognisedRunsOneOfTheNames(entry command: [String], exec words: [String]) {
    let entries = [Made.entry("one", command)]
    let exec = Made.exec(words)
    #expect(EntryRecogniser(entries: entries).recognise(exec, ancestors: []) != nil)
    #expect(SuspectPrograms.runs(exec, oneOf: SuspectPrograms(entries: entries).names))
  }
}
