// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct EntryWarningTests {
  @Test(arguments: [
    ("npx -y @a/b@1.2.3", [String]()), ("npx -y @a/b", ["unpinned"]), ("uvx m==1.0", []),
    ("uvx m==1", []), ("uvx m==1.*", ["unpinned"]), ("npx m@1", ["unpinned"]),
    ("npx mcp-server-fetch@1.0.0", ["other-ecosystem", "squatted-name"]),
    ("npx mcp-server-redis@1.0.0", ["squatted-name"]), ("uvx mcp-server-redis==1.0", []),
    ("npx mcp-server-time", ["unpinned", "other-ecosystem"]), ("uvx mcp-server-git", ["unpinned"]),
    ("npx awslabs.core-mcp-server@1.0.0", ["other-ecosystem"]),
    ("uvx mcp-atlassian==1.0", []), ("npx mcp-atlassian@1.0.0", ["other-ecosystem"]),
    ("uvx mcp-remote@1.0", ["other-ecosystem"]), ("docker run img:1", ["unpinned"]),
    ("docker run img@sha256:00", []), ("node /srv/s.js", []), ("bash -c 'npx b'", ["unpinned"]),
    ("npx supergateway@3.4.0 --stdio 'uvx m'", ["unpinned"]),
  ]) func warns(line: String, codes: [String]) throws {
    let words = try #require(CommandLineText.words(line))
    #expect(EntryWarning.of(Made.entry("s", words)).map(\.code) == codes)
    #expect(EntryWarning.of(Made.entry("s", [line])).map(\.code) == codes)
  }
}
