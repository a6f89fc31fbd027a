// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

/// The options of JetBrains' IDEs, in the layouts of several years.
@Suite struct XMLParserTests {
  private static func reading(_ text: String) -> ConfigurationReading {
    Reading.of(text, .jetBrains, format: .xml, client: "JetBrains AI Assistant")
  }

  private static func lines(_ text: String) -> [String] {
    reading(text).entries.map { "\($0.isDisabled ? "-" : "")\($0.name)=\(Reading.line($0))" }
  }

  /// 2025.1 and 2025.2: servers in the component itself.
  @Test func readsServersOfTheComponent() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <project version="4">
        <component name="RunManager"><configuration name="app"><option name="programPath" value="no"/>
        </configuration></component>
        <component name="McpProjectServerCommands">
          <McpServerCommand sourceId="UserConfigurationSource">
            <option name="enabled" value="true" />
            <option name="name" value="a &amp; b" />
            <option name="programPath" value="npx" />
            <option name="arguments" value="-y &quot;p q&quot; &#x41;" />
            <option name="workingDirectory" value="" />
            <envs><env name="TOKEN" value="hunter2hunter2" /></envs>
          </McpServerCommand>
        </component>
      </project>
      """
    #expect(Self.lines(text) == ["a & b=npx|-y|p q|A"])
    let entry = try #require(Self.reading(text).entries.first)
    #expect(entry.environment == ["TOKEN"] && entry.line == 6)
    #expect(!"\(Self.reading(text))".contains("hunter2"))
    #expect(Self.reading(text).problems == [])
  }

  /// 2025.3: lists of commands and of URLs, and servers of which only the state stands here.
  @Test func readsGroups() {
    let text = """
      <application><component name="McpApplicationServerCommands" modifiable="true"><commands>
      <McpServerCommand><option name="enabled" value="false"/><option name="name" value="db"/>
      <option name="programPath" value="uvx"/></McpServerCommand>
      <McpServerConfigurationProperties><option name="command" value="node"/><option name="name" value="n"/>
      <option name="args"><list><option value="s.js"/><option value="-v"/></list></option>
      </McpServerConfigurationProperties>
      <McpServerConfigurationProperties><option name="name" value="state"/></McpServerConfigurationProperties>
      </commands><urls><McpServerURL><option name="name" value="r"/>
      <option name="url" value="https://x.com/mcp?key=1"/></McpServerURL></urls></component></application>
      """
    #expect(Self.lines(text) == ["-db=uvx", "n=node|s.js|-v", "r=https://x.com/mcp"])
  }

  @Test(arguments: [
    ("<a", 1), ("<a><b></a>", 1), ("<a b></a>", 1), ("<a b='x></a>", 1), ("<!DOCTYPE a><a/>", 1),
    ("words", 1), ("<a>", 1), ("<!-- x", 1), ("", 0), ("<a/>", 0), ("<a b=\"&x; & &#0;\"/>", 0),
  ]) func brokenFilesAreAProblem(text: String, problems: Int) {
    #expect(Self.reading(text).problems.count == problems)
    #expect(Self.reading(text).entries.isEmpty)
  }

  @Test func depthAndEveryByteAreSurvived() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(Self.reading(deep).problems.map(\.text) == ["not valid XML"])
    let text = Array(
      "<a><component name=\"McpProjectServerCommands\"><s><option name='n' value='v'/></s></component></a>"
        .utf8)
    for place in text.indices {
      for byte in [UInt8(0), 0x22, 0x26, 0x2F, 0x3C, 0x3E, 0xFF] {
        var changed = text
        changed[place] = byte
        _ = Self.reading(String(decoding: changed, as: UTF8.self))
      }
    }
  }
}
