// SPDX-License-Identifier: Apache-2.0

import TestKit
import Testing

@testable import Servers

@Suite struct SQLiteReaderTests {
  private static func reading(_ bytes: [UInt8]) -> ConfigurationReading {
    let source = ConfigurationSource(
      client: "Docker MCP gateway", scope: .user, format: .sqlite, shape: .dockerProfiles)
    return ConfigurationReader.read(bytes, file: "/f.db", source: source)
  }

  @Test func readsProfiles() throws {
    let rows = try SQLiteReader.rows(of: "working_set", in: SQLiteFixture.bytes)
    #expect(rows.map { $0[0] } == ["dev", "big", "p0", "p1", "p2", "p3"].map { .text($0) })
    let reading = Self.reading(SQLiteFixture.bytes)
    #expect(reading.problems == [])
    #expect(
      reading.entries.map { "\($0.name)=\(Reading.line($0))" } == [
        "time=docker|run|mcp/time:1.0", "mcp.example.com=https://mcp.example.com/sse",
        "grafana=docker|run|mcp/grafana@sha256:abc|--transport=stdio", "s0=docker|run|mcp/s0",
        "s1=docker|run|mcp/s1", "s2=docker|run|mcp/s2", "s3=docker|run|mcp/s3",
      ])
    #expect(reading.entries[2].granted == ["grafana.com:443"])
    #expect(reading.entries[2].environment == ["GRAFANA_URL"])
  }

  @Test func whatIsNoDatabaseIsSaid() {
    #expect(Self.reading([]).problems == [])
    #expect(Self.reading(Array("not one".utf8)).problems.map(\.lost) == [.file])
    let cut = Array(SQLiteFixture.bytes.prefix(SQLiteFixture.bytes.count / 2))
    #expect(Self.reading(cut).problems.map(\.lost) == [.file])
    #expect(throws: SQLiteReader.Failure.noTable) {
      try SQLiteReader.rows(of: "other", in: SQLiteFixture.bytes)
    }
  }

  /// A database is its user's to write, with any bytes.
  @Test func survivesEveryByte() {
    for place in SQLiteFixture.bytes.indices {
      for byte in [UInt8(0), 0x05, 0x0D, 0x7F, 0x80, 0xFF] {
        var bytes = SQLiteFixture.bytes
        bytes[place] = byte
        _ = try? SQLiteReader.rows(of: "working_set", in: bytes)
      }
    }
    for end in stride(from: 0, to: SQLiteFixture.bytes.count, by: 97) {
      _ = try? SQLiteReader.rows(of: "working_set", in: Array(SQLiteFixture.bytes.prefix(end)))
    }
  }
}
