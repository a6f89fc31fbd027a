// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Children of clients: servers that nobody listed, and everything else that clients start.
@Suite struct UnlistedTests {
  struct Child: Sendable, CustomTestStringConvertible {
    var client: [String]
    var command: [String]
    /// nil: not a server.
    var name: String?
    var package: String?

    init(_ client: [String], _ command: [String], _ name: String? = nil, _ package: String? = nil) {
      self.client = client
      self.command = command
      self.name = name
      self.package = package
    }

    var testDescription: String { command.joined(separator: " ") }
  }

  private static let code = ["/usr/share/code/code", "--type=utility"]
  private static let remote = [
    "/home/u/.vscode-server/cli/servers/Stable-1/server/node",
    "/home/u/.vscode-server/cli/servers/Stable-1/server/out/bootstrap-fork",
    "--type=extensionHost",
  ]
  private static let cursor = ["/usr/share/cursor/cursor", "--type=utility"]
  private static let claude = ["/home/u/.local/bin/claude"]
  private static let claudeInNode = [
    "node", "/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js",
  ]

  static let servers: [Child] = [
    Child(
      claude, ["npx", "-y", "@acme/files-mcp@2.0.0"], "@acme/files-mcp", "npm:@acme/files-mcp@2.0.0"
    ),
    Child(claudeInNode, ["uvx", "mcp-server-git"], "mcp-server-git", "pypi:mcp-server-git"),
    Child(
      cursor, ["npx", "@modelcontextprotocol/server-github"],
      "@modelcontextprotocol/server-github", "npm:@modelcontextprotocol/server-github"),
    Child(code, ["node", "/home/u/.vscode/extensions/a.b-1/dist/mcp-server.js"], "mcp-server"),
    Child(remote, ["python3", "-m", "mcp_server_time"], "mcp_server_time"),
    Child(cursor, ["docker", "run", "-i", "--rm", "mcp/fetch"], "mcp/fetch", "oci:mcp/fetch"),
    Child(claude, ["/usr/local/bin/github-mcp-server", "stdio"], "github-mcp-server"),
    Child(claude, ["sh", "-c", "npx -y notion-mcp"], "notion-mcp", "npm:notion-mcp"),
    Child(cursor, ["env", "A=b", "uvx", "acme_mcp"], "acme_mcp", "pypi:acme_mcp"),
    Child(claude, ["node", "/home/u/tools/my-mcp/dist/index.js"], "my-mcp"),
    Child(claude, ["node", "/x/node_modules/@acme/mcp/build/index.js"], "@acme/mcp"),
    Child(claude, ["/opt/go/bin/gopher", "mcp"], "gopher"),
    Child(cursor, ["/home/u/.local/bin/claude", "mcp", "serve"], "claude"),
    Child(claude, ["codex", "mcp-server"], "codex"),
    Child(
      code, ["npx", "-y", "@smithery/cli", "run", "exa"], "@smithery/cli", "npm:@smithery/cli"),
    Child(claude, ["bunx", "fastmcp-notes"], "fastmcp-notes", "npm:fastmcp-notes"),
  ]

  /// What these clients start all day, some of it in a folder that is called mcp.
  static let others: [Child] = [
    Child(
      code, ["node", "/home/u/my-mcp/node_modules/typescript/lib/tsserver.js", "--useNodeIpc"]),
    Child(
      code, ["/usr/share/code/code", "--type=utility", "--utility-sub-type=node.mojom.NodeService"]),
    Child(code, ["/home/u/.vscode/extensions/rust/server/rust-analyzer"]),
    Child(code, ["/usr/bin/git", "-C", "/home/u/mcp", "status"]),
    Child(code, ["git", "log", "mcp"]),
    Child(code, ["/usr/share/code/resources/app/node_modules/@vscode/ripgrep/bin/rg", "mcp"]),
    Child(code, ["python3", "/home/u/.vscode/extensions/ms-python/pet", "server"]),
    Child(code, ["pyright-langserver", "--stdio"]),
    Child(code, ["node", "/home/u/mcp/node_modules/.bin/eslint", "src/mcp/server.ts"]),
    Child(remote, ["/bin/bash", "-c", "cat /proc/cpuinfo"]),
    Child(remote, ["sh", "/home/u/.vscode-server/extensions/mcp/x.sh"]),
    Child(claude, ["rg", "--json", "mcp"]),
    Child(claude, ["/bin/bash", "-c", "source /x && eval 'npx -y foo-mcp --help' && pwd"]),
    Child(claude, ["/bin/bash", "-c", "grep -r mcp . | head"]),
    Child(claude, ["python3", "-c", "import mcp"]),
    Child(claude, ["python3", "-m", "pytest", "tests/test_mcp.py"]),
    Child(claude, ["python3", "/home/u/test_mcp_server.py"]),
    Child(claude, ["node", "/home/u/mcp-server.test.js"]),
    Child(claude, ["npm", "install", "foo-mcp"]),
    Child(claude, ["npx", "@modelcontextprotocol/inspector", "node", "x.js"]),
    Child(claude, ["npx", "create-mcp-server", "x"]),
    Child(claude, ["npx", "prettier", "mcp.json"]),
    Child(claude, ["/home/u/.local/bin/claude", "--mcp-config", "x.json", "-p", "hello"]),
    Child(claude, ["claude", "mcp", "list"]),
    Child(claude, ["ssh", "mcp", "uptime"]),
    Child(claude, ["make", "mcp"]),
    Child(claude, ["cargo", "run", "mcp"]),
    Child(cursor, ["/usr/share/cursor/cursor", "/usr/share/cursor/tsserver.js"]),
    Child(cursor, ["gopls", "-mode=stdio"]),
    Child(cursor, ["clangd", "--background-index"]),
    Child(cursor, ["node", "/home/u/mcp/server/prettier.js"]),
    Child(cursor, ["docker", "ps"]),
    Child(cursor, ["docker", "run", "postgres"]),
  ]

  private func story(_ child: Child, stdio: Descriptor.Kind = .socket) -> Story {
    var story = Story([Story.entry("listed", ["node", "/opt/s.js"])])
    story.exec(100, parent: 1, child.client, stdio: .terminal)
    story.exec(200, parent: 100, child.command, stdio: stdio)
    return story
  }

  @Test(arguments: servers)
  func serversAreTold(_ child: Child) throws {
    var story = story(child)
    let told = try #require(story.findings.first)
    #expect(told.rule == .unlistedServer)
    #expect(told.server.name == child.name)
    #expect(child.package == nil || told.server.package == child.package)
    #expect(told.server.config.isEmpty && !told.server.client.isEmpty)
    #expect(told.process.arguments == child.command)
    #expect(told.expected.isEmpty || told.phase == .install)
    // It is watched from now on, as a server that nothing describes.
    let launch = Launch.package(of: child.command)
    let server = launch == nil ? 200 : Launching.npx.serve(300, below: 200, &story)
    if launch?.ecosystem != .oci {
      #expect(story.reach(server, "198.51.100.66")?.rule == .noExpectations)
    }
  }

  @Test(arguments: others)
  func othersAreNot(_ child: Child) {
    let story = story(child)
    #expect(story.findings.isEmpty, "\(story.findings.map(\.server.name))")
    #expect(story.directives.contains { if case .ignore = $0 { true } else { false } })
  }

  @Test(arguments: [Descriptor.Kind.terminal, .null, .file, .closed])
  func stdioMustBeTheClients(_ kind: Descriptor.Kind) {
    #expect(story(Self.servers[0], stdio: kind).findings.isEmpty)
  }

  @Test func onlyAClientsOwnChildrenCount() {
    var story = Story([])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(150, parent: 100, ["bash", "/home/u/build.sh"])
    story.exec(200, parent: 150, ["npx", "-y", "foo-mcp"])
    story.exec(201, parent: 1, ["npx", "-y", "foo-mcp"])
    story.exec(110, parent: 1, ["less", "claude"])
    story.exec(202, parent: 110, ["npx", "-y", "foo-mcp"])
    #expect(story.findings.isEmpty)
  }

  @Test func itIsToldOncePerProgramAndWords() {
    var story = Story([])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    for pid in 200..<210 as Range<UInt32> { story.exec(pid, parent: 100, ["npx", "a-mcp"]) }
    #expect(story.findings.count == 1)
    story.exec(300, parent: 100, ["npx", "a-mcp", "--more"])
    #expect(story.findings.count == 2)
  }

  @Test func aNewEntryNamesWhatRuns() {
    let command = ["npx", "-y", "@acme/files-mcp"]
    var story = Story([])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(200, parent: 100, command)
    #expect(story.findings.map(\.rule) == [.unlistedServer])
    let entry = Story.entry("files", command, implied: ["api.acme.example:443"])
    _ = story.monitor.replace(
      policy: Story.trusting(Policy()), recognisers: [EntryRecogniser(entries: [entry])])
    let server = Launching.npx.serve(300, below: 200, &story)
    let found = story.reach(server, "198.51.100.66")
    #expect(found?.server.name == "files")
    #expect(found?.rule == .noExpectations && found?.severity ?? .low > .low)
  }

  @Test func hostileWordsAreBounded() {
    let long = String(repeating: "mcp-", count: 50_000)
    var story = Story([])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(200, parent: 100, ["npx", long])
    story.exec(201, parent: 100, ["node", "/\(long)/\u{1b}[31m-mcp.js"])
    story.exec(202, parent: 100, [])
    story.exec(203, parent: 100, Array(repeating: "mcp", count: 5_000))
    for finding in story.findings { #expect(finding.server.name.utf8.count < 1_024) }
  }
}
