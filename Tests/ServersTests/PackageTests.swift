// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

/// What is read of packages' own files: bytes that others wrote.
@Suite struct PackageTests {
  private static func hosts(_ text: String) -> [String] {
    HostMentions.find(in: Array(text.utf8), of: "README.md").map(\.host)
  }

  @Test(arguments: [
    (
      "See https://API.Github.com/repos and http://198.51.100.7:80/x",
      ["api.github.com", "198.51.100.7"]
    ),
    ("`api.vendor.example`, collector.example:443.", ["api.vendor.example", "collector.example"]),
    ("server.py README.md index.js v1.2.3 package.json run.sh", []),
    ("mail me@vendor.com, /etc/x.conf, $HOST.com, a_b.com", []),
    ("*.amazonaws.com and http://*.evil.example/", ["*.amazonaws.com", "*.evil.example"]),
    ("http://localhost:3000 -a-.com https://x..y.com", []),
    ("ask `API_HOST=api.one.dev` twice: api.one.dev.", ["api.one.dev"]),
  ]) func aHostIsWhatAURLOrAPublicNameSays(text: String, hosts: [String]) {
    #expect(Self.hosts(text) == hosts)
  }

  @Test func eachHostHasItsFirstLine() {
    let found = HostMentions.find(
      in: Array("a\nhttps://x.example\nx.example y.example".utf8), of: "R")
    #expect(
      found == [
        NamedHost(host: "x.example", file: "R", line: 2),
        NamedHost(host: "y.example", file: "R", line: 3),
      ])
  }

  @Test func aTextOfHostsIsBounded() {
    let text = (0..<5_000).map { "https://h\($0).example" }.joined(separator: "\n")
    #expect(HostMentions.find(in: Array(text.utf8), of: "R").count == PackageFacts.mostHosts)
    let line = String(repeating: "a.", count: 1 << 18) + "com https://late.example"
    #expect(Self.hosts(line).isEmpty, "nothing behind the limit of a line is read")
    #expect(HostMentions.find(in: [UInt8](repeating: 0xff, count: 1 << 16), of: "R").isEmpty)
  }

  @Test func headsOfPackagesAreRead() throws {
    let metadata = """
      Metadata-Version: 2.4
      Name: mcp-vendor
      Version: 1.2.0
      Author-email: Ada <ada@vendor.example>, Bob <bob@vendor.example>

      Version: 9
      """
    let python = try #require(PackageDocument(metadata: Array(metadata.utf8)))
    #expect((python.name, python.version) == ("mcp-vendor", "1.2.0"))
    #expect(python.maintainers == ["Ada <ada@vendor.example>", "Bob <bob@vendor.example>"])
    let manifest =
      #"{"name":"@v/mcp","version":"2.0.1","author":"Ada","maintainers":[{"name":"bob"}]}"#
    let node = try #require(PackageDocument(manifest: Array(manifest.utf8)))
    #expect((node.name, node.version, node.maintainers) == ("@v/mcp", "2.0.1", ["Ada", "bob"]))
    #expect(PackageDocument(metadata: Array("Version: 1\n".utf8)) == nil)
    #expect(PackageDocument(manifest: Array("[]".utf8)) == nil)
    let project = "[project]\nname = \"local\"\nversion = \"0.1\"\nauthors = [{name = \"Ada\"}]\n"
    #expect(PackageDocument(project: Array(project.utf8))?.maintainers == ["Ada"])
  }

  @Test func locksSayVersionDigestAndDate() throws {
    let npm =
      #"{"packages":{"":{},"node_modules/@v/mcp":{"version":"2.0.0","integrity":"sha512-x"}}}"#
    let lock = try #require(PackageLock(npm: Array(npm.utf8), name: "@v/mcp"))
    #expect((lock.version, lock.integrity) == ("2.0.0", "sha512-x"))
    #expect(PackageLock(npm: Array(npm.utf8), name: "other") == nil)
    let uv = """
      [[package]]
      name = "mcp-vendor"
      version = "1.2.0"
      wheels = [{ url = "x", hash = "sha256:1", upload-time = "2026-11-28T10:00:00.5Z" }]
      """
    let found = try #require(PackageLock(uv: Array(uv.utf8), name: "MCP_Vendor"))
    #expect(found.published == 1_795_860_000)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-11-28T10:00:00.5Z", 1_795_860_000),
      ("2024-02-29T23:59:59Z", 1_709_251_199), ("yesterday", nil), ("2026-13-01T00:00:00Z", nil),
      ("", nil),
    ] as [(String, UInt64?)]) func timesAreRead(text: String, seconds: UInt64?)
  {
    #expect(PublicationTime.seconds(text) == seconds)
  }

  @Test func theRegistrysDocumentIsFoundInNpmsCache() throws {
    let key = try #require(Packument.cacheKey(of: "@v/mcp"))
    #expect(key.hasSuffix("/@v%2fmcp"))
    let index =
      "\nabc\t{\"key\":\"other\",\"integrity\":\"sha512-no\"}\ndef\t{\"key\":\"\(key)\",\"integrity\":\"sha512-yes\"}"
    #expect(Packument.content(ofIndex: Array(index.utf8), key: key) == "sha512-yes")
    let document = """
      {"time":{"2.0.1":"2026-11-28T10:00:00.5Z"},"versions":{"2.0.0":{},
      "2.0.1":{"dist":{"integrity":"sha512-x"},"maintainers":[{"name":"mallory"}]}}}
      """
    let read = try #require(Packument(Array(document.utf8), version: "2.0.1"))
    #expect(read.published == 1_795_860_000)
    #expect((read.integrity, read.maintainers) == ("sha512-x", ["mallory"]))
    #expect(Packument(Array(document.utf8), version: "3") == nil)
  }

  @Test func aSearchKnowsTheFoldersOfItsPaths() {
    let search = PackageSearch(
      ["/v/bin/python", "/v/bin/mcp-server-time", "--local"], file: "/v/bin/mcp-server-time",
      directory: "/home/ada", spec: nil)
    #expect(PackageSearch.environments(search.paths) == ["/v"])
    #expect(search.pythonNames == ["mcp-server-time"])
    let module = PackageSearch(
      ["python3", "-m", "mcp_vendor.server"], file: "/v/bin/python3", directory: "", spec: nil)
    #expect(module.pythonNames == ["mcp-vendor"] && module.module == "mcp_vendor")
    let folders = PackageSearch.nodeFolders("/h/_npx/1/node_modules/@v/mcp/node_modules/dep/i.js")
    #expect(folders.map(\.name) == ["dep", "@v/mcp"])
    #expect(folders.last?.folder == "/h/_npx/1/node_modules/@v/mcp")
    #expect(PackageSearch.nodeFolders("/h/node_modules/.bin/x").isEmpty)
    #expect(PackageSearch.holders(of: "/opt/mcp/dist/index.js") == ["/opt/mcp/dist", "/opt/mcp"])
  }

  @Test func whatAPackageHeldIsTheSameWhoeverInstalledIt() {
    let pip =
      "../../bin/x,sha256=a,1\nm/__init__.py,sha256=b,2\nm/__pycache__/i.pyc,,\nm-1.dist-info/INSTALLER,sha256=c,4\n"
    let uv = "m/__init__.py,sha256=b,2\r\nm-1.dist-info/RECORD,,\n"
    #expect(PythonDistribution.ownLines(ofRecord: Array(pip.utf8)) == ["m/__init__.py,sha256=b,2"])
    #expect(
      PythonDistribution.ownLines(ofRecord: Array(uv.utf8))
        == PythonDistribution.ownLines(ofRecord: Array(pip.utf8)))
    let entry = Array("[console_scripts]\nserve = m.cli:main\n[other]\nno = n:main\n".utf8)
    #expect(PythonDistribution.startsProgram(entry, command: "serve", module: ""))
    #expect(PythonDistribution.startsProgram(entry, command: "", module: "m"))
    #expect(!PythonDistribution.startsProgram(entry, command: "no", module: "n"))
  }
}
