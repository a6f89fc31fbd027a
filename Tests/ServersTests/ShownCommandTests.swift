// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct ShownCommandTests {
  @Test(arguments: [
    (["npx", "-y", "@a/b@1.0"], "npx -y @a/b@1.0"),
    (["srv", "--api-key", "abc"], "srv --api-key …"),
    (["srv", "--api-key=abc"], "srv --api-key=…"),
    (["srv", "--api-key", "${input:key}"], "srv --api-key ${input:key}"),
    (["srv", "--api-key", "--verbose"], "srv --api-key --verbose"),
    (
      ["docker", "run", "-e", "TOKEN=abc", "-e", "NAME", "img"], "docker run -e TOKEN=… -e NAME img"
    ),
    (["npx", "mcp-remote", "https://u:p@x.com/a?k=v"], "npx mcp-remote https://x.com/a"),
    (["srv", "--db=postgres://u:hunter2@db.x.com/d"], "srv --db=postgres://db.x.com/d"),
    (["srv", "postgres://tok/en@db.x.com/d"], "srv …"),
    (["srv", "Authorization: Bearer abc"], "srv 'Authorization: …'"),
    (["srv", "ghp_0123456789abcdef"], "srv …"),
    (["srv", "0123456789abcdef0123456789abcdef"], "srv …"),
    (["bash", "-c", "K=secret srv --token abc"], "bash -c 'K=… srv --token …'"),
    (["srv", "\u{1b}[31m\u{202e}"], "srv \\u{1b}[31m\\u{202e}"),
    (["srv", ""], "srv ''"),
    (
      ["uvx", "--from", "git+https://tok@github.com/o/n@v1", "n"],
      "uvx --from git+https://github.com/o/n@v1 n"
    ),
  ]) func hidesCredentials(words: [String], expected: String) {
    #expect(ShownCommand.line(words) == expected)
  }
}
