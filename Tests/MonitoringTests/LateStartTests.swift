// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Monitoring

@Suite struct LateStartTests {
  private static let entries = [Story.entry("demo", ["npx", "-y", "@acme/mcp-demo"])]

  @Test func rolesAreRebuiltFromProc() {
    var story = Story(Self.entries)
    story.exec(100, parent: 1, ["claude"], isOlder: true)
    story.exec(200, parent: 100, ["npm exec @acme/mcp-demo"], isOlder: true)
    let names = ["npm_lifecycle_event"]
    story.exec(201, parent: 200, ["sh", "-c", "mcp-demo"], environment: names, isOlder: true)
    story.exec(
      202, parent: 201, ["node", "/h/.npm/_npx/a8314e59be19e9cb/node_modules/.bin/mcp-demo"],
      environment: names, isOlder: true)
    story.resolve(200, "registry.npmjs.org", "198.51.100.10")
    #expect(story.reach(200, "198.51.100.10") == nil)
    let found = story.reach(202, "198.51.100.10")
    #expect(found?.server.name == "demo")
    #expect(found?.phase == .start)
  }

  /// Its parent is gone; what it speaks on is the server's.
  @Test func sharedPipesNameAnOrphan() {
    var story = Story(Self.entries)
    story.exec(100, parent: 1, ["claude"], isOlder: true)
    story.exec(200, parent: 100, ["npm exec @acme/mcp-demo"], isOlder: true)
    story.exec(300, parent: 1, ["node", "worker.js"], isOlder: true)
    story.exec(301, parent: 1, ["node", "worker.js"], stdio: .null, isOlder: true)
    #expect(story.reach(300, "198.51.100.66")?.server.name == "demo")
    #expect(story.reach(301, "198.51.100.66") == nil)
    // Only of processes that Egret did not see begin: from then on descent tells.
    story.exec(302, parent: 1, ["node", "worker.js"])
    #expect(story.reach(302, "198.51.100.66") == nil)
  }
}
