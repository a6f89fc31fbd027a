// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Kernel

@Suite struct ClientProcessTests {
  @Test func onlyPathsOfTheAskedVariables() {
    let lines = [
      "CODEX_HOME=/home/a/codex", "SECRET=hunter2", "XDG_CONFIG_HOME=relative", "EMPTY=",
      "XDG_DATA_HOME=/home/a/../b", "XDG_STATE_HOME=/a\u{1b}[2J", "CODEX_HOME=/second", "noequals",
      "CLAUDE_CONFIG_DIR=/" + String(repeating: "x", count: 3_000),
    ]
    let environment = lines.flatMap { line -> [UInt8] in Array(line.utf8) + [0] }
    let asked: Set = [
      "CODEX_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "CLAUDE_CONFIG_DIR",
      "EMPTY",
    ]
    #expect(ClientProcess.paths(in: environment, asked) == ["CODEX_HOME": "/home/a/codex"])
    #expect(ClientProcess.paths(in: [], asked).isEmpty)
  }

  @Test func ownDirectory() {
    let own = UInt32(getpid())
    #expect(
      ClientProcess.workingDirectory(of: own) == FileManager.default.currentDirectoryPath)
    #expect(ClientProcess.workingDirectory(of: .max) == nil)
    #expect(ClientProcess.paths(of: .max, in: ["PATH"]).isEmpty)
  }
}
