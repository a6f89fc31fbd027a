// SPDX-License-Identifier: Apache-2.0

import Crypto
import Events
import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import egret

/// What is read of installed packages: trees that others own and write.
@Suite struct PackageReaderTests {
  private static let now: UInt64 = 1_795_860_000

  private static func facts(
    _ top: String, _ words: [String], spec: PackageSpec? = nil, now: UInt64 = now,
    search change: (inout PackageSearch) -> Void = { _ in }
  ) throws -> PackageFacts? {
    let files = try UserFiles(below: "/", owner: geteuid())
    var search = PackageSearch(words, file: words.first ?? "", directory: top, spec: spec)
    change(&search)
    return PackageReader(files, now: now).facts(search)
  }

  private static let environment = [
    "v/lib/python3.12/site-packages/mcp_vendor-1.2.0.dist-info/METADATA":
      "Name: mcp-vendor\nVersion: 1.2.0\nAuthor-email: Ada <a@vendor.example>\n\nUses https://api.vendor.example.\n",
    "v/lib/python3.12/site-packages/mcp_vendor-1.2.0.dist-info/RECORD": "m.py,sha256=a,1\n",
    "v/lib/python3.12/site-packages/other-9.dist-info/METADATA": "Name: other\nVersion: 9\n",
    "v/lib/python3.12/site-packages/other-9.dist-info/entry_points.txt":
      "[console_scripts]\nserve = other.cli:main\n",
    "v/bin/mcp-vendor": "#!/v/bin/python\n", "v/bin/serve": "",
  ]

  @Test func aDistributionIsFoundByItsCommand() throws {
    try withFiles(Self.environment) { top in
      let facts = try #require(
        try Self.facts(top, ["\(top)/v/bin/mcp-vendor", "--port", "1"]))
      #expect((facts.name, facts.version, facts.ecosystem) == ("mcp-vendor", "1.2.0", "pypi"))
      #expect(facts.hosts == [NamedHost(host: "api.vendor.example", file: "METADATA", line: 5)])
      #expect(facts.digest.count == 64)
      #expect(facts.maintainers == ["Ada <a@vendor.example>"])
      #expect(try Self.facts(top, ["\(top)/v/bin/serve"])?.name == "other")
      #expect(
        try Self.facts(top, ["\(top)/v/bin/python", "-m", "mcp_vendor"])?.name == "mcp-vendor")
      #expect(try Self.facts(top, ["\(top)/v/bin/unknown"]) == nil)
    }
  }

  @Test func aLockOfAnotherVersionAndAYoungOneSpeakAgainstIt() throws {
    var files = Self.environment
    files = Dictionary(
      uniqueKeysWithValues: files.map {
        ($0.key.replacing("v/", with: "p/.venv/", maxReplacements: 1), $0.value)
      })
    files["p/uv.lock"] =
      "[[package]]\nname = \"mcp-vendor\"\nversion = \"1.1.0\"\nwheels = [{ upload-time = \"2026-11-28T08:00:00Z\" }]\n"
    try withFiles(files) { top in
      let faults = try #require(
        try Self.facts(top, ["\(top)/p/.venv/bin/mcp-vendor"])
      ).faults
      #expect(
        faults == [
          "uv.lock has version 1.1.0 of its package, and 1.2.0 is installed",
          "version 1.2.0 of its package was published 2 hours before it was started",
        ])
      let old = try #require(
        try Self.facts(top, ["\(top)/p/.venv/bin/mcp-vendor"], now: Self.now + 4 * 86_400))
      #expect(old.faults.count == 1)
    }
  }

  @Test func aNodePackageIsFoundThroughNpxsCacheAndItsRegistrysDocument() throws {
    let key = try #require(Packument.cacheKey(of: "@v/mcp"))
    let document =
      #"{"time":{"2.0.1":"2026-11-28T09:00:00Z"},"versions":{"2.0.1":{"dist":{"integrity":"sha512-real"},"maintainers":[{"name":"mallory"}]}}}"#
    let digest = Array(SHA512.hash(data: Array(document.utf8)))
    let integrity = "sha512-" + Base64.encode(digest)
    let index = HexadecimalDigest.sha256([key])
    let content = HexadecimalDigest.hexadecimal(digest)
    let part = { (text: String) in
      "\(text.prefix(2))/\(text.dropFirst(2).prefix(2))/\(text.dropFirst(4))"
    }
    let modules = "h/.npm/_npx/0123456789abcdef/node_modules"
    try withFiles([
      "\(modules)/@v/mcp/package.json": #"{"name":"@v/mcp","version":"2.0.1"}"#,
      "\(modules)/@v/mcp/README.md": "# MCP\n\nhttps://api.v.example\n",
      "\(modules)/@v/mcp/server.json": #"{"remotes":[{"url":"https://mcp.v.example/x"}]}"#,
      "\(modules)/@v/mcp/dist/index.js": "",
      "\(modules)/.package-lock.json":
        #"{"packages":{"node_modules/@v/mcp":{"version":"2.0.1","integrity":"sha512-locked"}}}"#,
      "h/.npm/_cacache/index-v5/\(part(index))":
        "x\t{\"key\":\"\(key)\",\"integrity\":\"\(integrity)\"}",
      "h/.npm/_cacache/content-v2/sha512/\(part(content))": document,
    ]) { top in
      try FileManager.default.createDirectory(
        atPath: "\(top)/\(modules)/.bin", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(top)/\(modules)/.bin/mcp", withDestinationPath: "../@v/mcp/dist/index.js")
      let facts = try #require(
        try Self.facts(top, ["node", "\(top)/\(modules)/.bin/mcp"]))
      #expect((facts.name, facts.version, facts.ecosystem) == ("@v/mcp", "2.0.1", "npm"))
      #expect(facts.files == ["README.md", "package.json", "server.json"])
      #expect(facts.hosts.map(\.host) == ["api.v.example", "mcp.v.example"])
      #expect(facts.maintainers == ["mallory"])
      #expect(
        facts.faults == [
          "the registry's document in npm's cache has another digest than the lock file",
          "version 2.0.1 of its package was published 1 hours before it was started",
        ])
    }
  }

  @Test func aProjectThatIsNotInstalledIsReadWhereItLies() throws {
    try withFiles([
      "mcp/pyproject.toml": "[project]\nname = \"local\"\nversion = \"0.1\"\n",
      "mcp/readme.rst": "http://docs.local.example/", "mcp/src/server.py": "",
    ]) { top in
      let facts = try #require(
        try Self.facts(top, ["python3", "\(top)/mcp/src/server.py"]))
      #expect((facts.name, facts.hosts.map(\.host)) == ("local", ["docs.local.example"]))
    }
  }

  @Test func anythingThatLeadsAwayOrNeverEndsIsNotRead() throws {
    let item = "v/lib/python3.12/site-packages/mcp_vendor-1.2.0.dist-info"
    try withFiles(["v/bin/mcp-vendor": "", "\(item)/RECORD": "", "secret": "Name: stolen\n"]) {
      top in
      let metadata = "\(top)/\(item)/METADATA"
      try FileManager.default.createSymbolicLink(
        atPath: metadata, withDestinationPath: "\(top)/secret")
      #expect(try Self.facts(top, ["\(top)/v/bin/mcp-vendor"]) == nil, "a link")
      try FileManager.default.removeItem(atPath: metadata)
      #expect(mkfifo(metadata, 0o600) == 0)
      #expect(try Self.facts(top, ["\(top)/v/bin/mcp-vendor"]) == nil, "a pipe")
      try FileManager.default.removeItem(atPath: metadata)
      let large = "Name: mcp-vendor\n\n" + String(repeating: "x", count: 600 << 10)
      try Data(large.utf8).write(to: URL(filePath: metadata))
      #expect(try Self.facts(top, ["\(top)/v/bin/mcp-vendor"]) == nil, "more than is read")
    }
  }

  @Test func filesOfAThirdPartyAreNotRead() throws {
    guard geteuid() == 0 else { return }
    try withFiles(Self.environment) { top in
      let metadata =
        "\(top)/v/lib/python3.12/site-packages/mcp_vendor-1.2.0.dist-info/METADATA"
      #expect(chown(metadata, 4_711, 4_711) == 0)
      let facts = try Self.facts(top, ["\(top)/v/bin/mcp-vendor"])
      #expect(facts == nil)
    }
  }

  @Test func thePlacesOfToolsAreKnownWithoutAStart() throws {
    let files = Dictionary(
      uniqueKeysWithValues: Self.environment.map {
        (
          $0.key.replacing("v/", with: "h/.local/share/uv/tools/mcp-vendor/", maxReplacements: 1),
          $0.value
        )
      })
    try withFiles(files) { top in
      let found = try Self.facts(top, ["uvx", "mcp-vendor"], spec: .pypi("mcp-vendor")) {
        $0.addPlaces("uvx", home: "\(top)/h")
      }
      #expect(found?.version == "1.2.0")
    }
    try withFiles([
      "h/.cache/uv/archive-v0/Ab12/mcp_vendor-3.0.dist-info/METADATA":
        "Name: mcp-vendor\nVersion: 3.0\n"
    ]) { top in
      let found = try Self.facts(top, ["uvx", "mcp-vendor"], spec: .pypi("mcp-vendor")) {
        $0.addPlaces("uvx", home: "\(top)/h")
      }
      #expect(found?.version == "3.0")
    }
  }
}
