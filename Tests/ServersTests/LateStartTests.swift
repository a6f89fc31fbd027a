// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

/// Servers that run already, by what /proc still tells.
@Suite struct LateStartTests {
  private let recogniser = EntryRecogniser(entries: [
    Made.entry("demo", ["npx", "-y", "@acme/mcp-demo@1.0.0", "--root", "/srv"]),
    Made.entry("latest", ["npx", "-y", "@acme/mcp-demo"]),
    Made.entry("time", ["uvx", "mcp-server-time"]),
  ])

  private func names(_ arguments: [String]) -> [String]? {
    recogniser.recognise(Made.exec(arguments), ancestors: [])?.candidates.map(\.name)
  }

  /// Measured with npm 10.8.2: the folder of `@acme/mcp-demo@1.0.0`.
  @Test func foldersAreNpms() {
    #expect(
      PackageSpec.npm("@acme/mcp-demo@1.0.0").flatMap(LauncherCache.npxFolder(of:))
        == "8c1d0d2cfc1e0788")
    #expect(
      PackageSpec.npm("@acme/mcp-server-demo").flatMap(LauncherCache.npxFolder(of:))
        == "c391b7bf94109fef")
    #expect(PackageSpec.pypi("x").flatMap(LauncherCache.npxFolder(of:)) == nil)
  }

  @Test func aPathInNpxsCacheLeadsToItsEntry() {
    let path = "/home/u/.npm/_npx/8c1d0d2cfc1e0788/node_modules/.bin/anything"
    #expect(names(["node", path, "--root", "/srv"]) == ["demo"])
    #expect(names(["node", path]) == ["demo"])
    #expect(names(["node", "/home/u/.npm/_npx/0000000000000000/node_modules/.bin/x"]) == nil)
    let found = recogniser.recognise(Made.exec(["node", path]), ancestors: [])
    #expect(found?.confidence == .low)
    #expect(found?.reasons.contains("its arguments are not those of the entry") == true)
  }

  @Test func npmsTitleIsReadAsItsCommand() {
    #expect(names(["npm exec @acme/mcp-demo@1.0.0 --root /srv"]) == ["demo"])
    #expect(names(["npm exec @acme/mcp-demo"]) == ["latest"])
    #expect(names(["npm exec other"]) == nil)
  }

  @Test func uvsEnvironmentIsKnownByItsProgram() {
    let bin = "/home/u/.cache/uv/archive-v0/x/bin"
    #expect(names(["\(bin)/python", "\(bin)/mcp-server-time"]) == ["time"])
  }

  @Test(arguments: [
    "/_npx/", "/_npx/8c1d0d2cfc1e078", "_npx/8c1d0d2cfc1e0788/x", "/_npx/8c1d0d2cfc1e078g/x",
  ])
  func oddPathsAreNoFolder(_ path: String) { #expect(LauncherCache.npxFolder(in: path) == nil) }
}
