// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import TestKit
import Testing

@testable import Servers

/// What is asked of a parser's process and what it answers: it comes back as it was, and nothing else is believed.
@Suite struct ReadingCodingTests {
  private static func source(_ format: ConfigurationFormat, _ shape: ConfigurationShape)
    -> ConfigurationSource
  {
    ConfigurationSource(
      client: "Cursor", scope: .project, format: format, shape: shape, user: 1_000,
      project: "/home/a/p", home: "/home/a")
  }

  private static let file = "/home/a/p/f"
  private static let places = Products.all.flatMap(\.places)

  @Test("Of every product's place the request, and of its fixtures the reading, come back")
  func productsComeBack() throws {
    for place in Self.places {
      let request = ConfigurationRequest(
        file: Self.file, source: Self.source(place.format, place.shape))
      #expect(ConfigurationRequest(encoded: request.encoded) == request)
      for fixture in ProductFixtures.all where fixture.place == place.pattern {
        let reading = ConfigurationReader.read(
          Array(fixture.text.utf8), file: Self.file, source: request.source)
        let answer = request.answer(Self.once(fixture.text))
        #expect(
          ConfigurationReading(encoded: answer, file: Self.file, source: request.source) == reading)
      }
    }
  }

  private static func once(_ text: String) -> () -> [UInt8]? {
    var left: [UInt8]? = Array(text.utf8)
    return { left.take() }
  }

  private static let example = #"""
    {"mcpServers": {"a": {"command": "npx", "args": ["-y", "x"], "cwd": "/w", "disabled": true,
      "env": {"API_KEY": "secret", "API_URL": "https://a.example/", "HTTPS_PROXY": "http://p:3"}},
      "b": {"url": "https://b.example/"}, "c": {}}, "projects": {"/q": {"mcpServers": {"d": {"command": "d"}}}}}
    """#

  private static let answer = ConfigurationRequest(
    file: file, source: source(.json, .claudeCode)
  ).answer(once(example))

  private func read(_ bytes: [UInt8], file: String = Self.file) -> ConfigurationReading? {
    ConfigurationReading(encoded: bytes, file: file, source: Self.source(.json, .claudeCode))
  }

  @Test func noValueOfAVariableCrosses() throws {
    #expect(!String(decoding: Self.answer, as: UTF8.self).contains("secret"))
    let reading = try #require(read(Self.answer))
    #expect(reading.entries.map(\.name) == ["a", "b", "d"] && reading.problems.count == 1)
  }

  @Test("Whose file it is the parser does not say")
  func ownerIsTheReaders() throws {
    let source = ConfigurationSource(
      client: "Other", scope: .user, format: .json, shape: .goose, user: 7)
    // The scope of `a` is another than this file's.
    #expect(ConfigurationReading(encoded: Self.answer, file: "/other", source: source) == nil)
    let reading = try #require(read(Self.answer, file: "/other"))
    #expect(reading.entries.allSatisfy { $0.file == "/other" && $0.user == 1_000 })
  }

  @Test func everyCutAndEveryFlipIsRefusedOrBounded() {
    for count in Self.answer.indices {
      #expect(read(Array(Self.answer.prefix(count))) == nil)
    }
    #expect(read(Self.answer + [0]) == nil)
    for index in Self.answer.indices {
      var bytes = Self.answer
      bytes[index] ^= 0xFF
      guard let reading = read(bytes) else { continue }
      #expect(reading.entries.allSatisfy { !$0.name.isEmpty && $0.file == Self.file })
    }
  }

  @Test("A problem is fit for a terminal, whatever the parser says")
  func problemsAreShown() throws {
    let hostile = ConfigurationReading(problems: [
      ConfigurationProblem(line: 3, text: "a\u{1B}[2J\u{202E}b", lost: .file)
    ])
    let reading = try #require(read(hostile.encoded))
    #expect(reading.problems.map(\.text) == [#"a\u{1b}[2J\u{202e}b"#])
    #expect(reading.problems.first?.lost == .file && reading.problems.first?.line == 3)
  }

  @Test func namesAndListsAreBounded() {
    func entry(_ name: String, _ command: [String]) -> ConfigurationReading {
      ConfigurationReading(entries: [
        ServerEntry(
          name: name, transport: .stdio(command: command), client: "", scope: .local, file: "")
      ])
    }
    #expect(read(entry("a", ["b"]).encoded) != nil)
    #expect(read(entry("", ["b"]).encoded) == nil)
    #expect(read(entry("a", []).encoded) == nil)
    #expect(read(entry(String(repeating: "a", count: 257), ["b"]).encoded) == nil)
    let many = entry("a", ["b"]).entries
    let crowd = ConfigurationReading(entries: Array(repeating: many[0], count: 4_001))
    #expect(read(crowd.encoded) == nil)
  }
}

/// The same of the files of container runtimes and of installers.
@Suite struct FactCodingTests {
  private static let id = String(repeating: "0123456789abcdef", count: 4)
  private static let docker = #"""
    {"ID": "\#(id)", "Name": "/n", "Path": "node", "Args": ["s.js"], "Config": {"Image": "i:1",
      "Labels": {"docker-mcp-name": "s", "io.kubernetes.pod.name": "p"}},
      "NetworkSettings": {"Ports": {"8000/tcp": [{"HostIp": "", "HostPort": "80"}]}}}
    """#

  @Test func aContainerComesBack() throws {
    let request = ContainerRequest(.docker, id: Self.id)
    let answer = request.answer(Array(Self.docker.utf8))
    let description = try #require(answer.description)
    #expect(description.ports.count == 1 && description.arguments == ["node", "s.js"])
    #expect(ContainerAnswer(encoded: answer.encoded) == answer)
    let next = ContainerRequest(.dockerHost, id: Self.id, known: description)
    #expect(ContainerRequest(encoded: next.encoded) == next)
    #expect(next.answer(Array("{}".utf8)).description == description)
    for count in answer.encoded.indices {
      #expect(ContainerAnswer(encoded: Array(answer.encoded.prefix(count))) == nil)
    }
  }

  @Test("Every file of a runtime is asked for by a byte of its own")
  func filesComeBack() {
    for file in ContainerRequest.File.allCases {
      let request = ContainerRequest(file, id: Self.id)
      #expect(ContainerRequest(encoded: request.encoded) == request)
    }
    let root = ContainerRequest(.dockerSettings).answer(Array(#"{"data-root": "/d"}"#.utf8))
    #expect(root == ContainerAnswer(root: "d") && ContainerAnswer(encoded: root.encoded) == root)
    #expect(ContainerAnswer(encoded: ContainerAnswer(root: "/d").encoded) == nil)
  }

  @Test func registriesComeBack() {
    let texts: [RegistryFile: String] = [
      .npmrc: "registry=https://n.example/", .pipConf: "[global]\nindex-url = https://p.example/",
      .uvToml: "index-url = \"https://u.example/\"",
      .bunfig: "[install]\nregistry = \"https://b.example/\"",
    ]
    for file in RegistryFile.allCases {
      let text = texts[file] ?? ""
      let answer = file.answer(Array(text.utf8))
      #expect(file.endpoints(text).count == 1)
      #expect(RegistryFile.endpoints(encoded: answer) == file.endpoints(text))
      #expect(RegistryFile.endpoints(encoded: answer + [0]) == nil)
    }
  }
}
