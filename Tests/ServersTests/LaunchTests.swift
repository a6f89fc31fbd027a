// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct LaunchTests {
  /// Command line, its outermost launcher, the package, whether pinned, what the server is given.
  static let lines: [(line: String, Launcher, package: String?, isPinned: Bool, [String])] = [
    ("npx -y @a/b@1.2.3 --root /srv", .npx, "npm:@a/b@1.2.3", true, ["--root", "/srv"]),
    ("npx b", .npx, "npm:b", false, []),
    ("npx --yes b@latest", .npx, "npm:b@latest", false, []),
    ("npx b@^1.0.0", .npx, "npm:b@^1.0.0", false, []),
    ("npx b@1.x", .npx, "npm:b@1.x", false, []),
    ("npx b@1.0.0-rc.1", .npx, "npm:b@1.0.0-rc.1", true, []),
    ("npx -p @a/b@2.0.0 run-b x", .npx, "npm:@a/b@2.0.0", true, ["x"]),
    ("npx --package=b -- c -v", .npx, "npm:b", false, ["-v"]),
    ("npx --registry https://r.x.com b", .npx, "npm:b", false, []),
    ("npx github:o/n#abc", .npx, "git:github.com/o/n@abc", false, []),
    ("npx ./local", .npx, nil, false, []),
    ("npm exec --yes b -- -x", .npx, "npm:b", false, ["-x"]),
    ("npm install b", .plain, nil, false, ["install", "b"]),
    ("bunx b@1.0.0", .bunx, "npm:b@1.0.0", true, []),
    ("bun x b", .bunx, "npm:b", false, []),
    ("bun run s.ts -v", .bun, nil, false, ["-v"]),
    ("pnpm dlx b", .pnpm, "npm:b", false, []),
    ("uvx m", .uvx, "pypi:m", false, []),
    ("uvx m==1.2 -v", .uvx, "pypi:m==1.2", true, ["-v"]),
    ("uvx m@1.2", .uvx, "pypi:m==1.2", true, []),
    ("uvx m@latest", .uvx, "pypi:m==latest", false, []),
    ("uvx --from 'm[cli]>=2' run-m a", .uvx, "pypi:m[cli]>=2", false, ["a"]),
    ("uvx --from git+https://github.com/o/n@main m", .uvx, "git:github.com/o/n@main", false, []),
    ("uvx --python 3.12 --with x m", .uvx, "pypi:m", false, []),
    ("uv tool run m -v", .uvx, "pypi:m", false, ["-v"]),
    ("uv tool install m", .plain, nil, false, ["tool", "install", "m"]),
    ("uv --directory /p run s.py -v", .uvRun, nil, false, ["-v"]),
    ("uv run --with mcp[cli] mcp run s.py", .uvRun, "pypi:mcp[cli]", false, ["run", "s.py"]),
    ("pipx run --spec m==1.0 run-m", .pipx, "pypi:m==1.0", true, []),
    ("pipx run m a", .pipx, "pypi:m", false, ["a"]),
    ("python3.12 -m m a", .pythonModule, nil, false, ["a"]),
    ("python -u s.py -m x", .python, nil, false, ["-m", "x"]),
    ("node --require r s.js a", .node, nil, false, ["a"]),
    ("deno run -A npm:@a/b@1.0.0 x", .deno, "npm:@a/b@1.0.0", true, ["x"]),
    ("deno run --allow-net jsr:@a/b", .deno, "jsr:@a/b", false, []),
    (
      "docker run -i --rm -e TOKEN -v /a:/b mcp/x:1.0 --s", .docker, "oci:mcp/x:1.0", false, ["--s"]
    ),
    ("docker run --network=none r.x.com:5000/y", .docker, "oci:r.x.com:5000/y", false, []),
    ("podman run -i y@sha256:00ff", .podman, "oci:y@sha256:00ff", true, []),
    ("nerdctl --namespace k run y", .nerdctl, "oci:y", false, []),
    ("docker container run y", .docker, "oci:y", false, []),
    ("docker mcp gateway run --servers a", .dockerGateway, nil, false, ["--servers", "a"]),
    ("docker ps", .plain, nil, false, ["ps"]),
    ("/opt/bin/srv --a", .plain, nil, false, ["--a"]),
    ("bash -c 'npx -y b'", .shell, "npm:b", false, ["-c", "npx -y b"]),
    ("env -u A B=c npx b", .env, "npm:b", false, ["-u", "A", "B=c", "npx", "b"]),
    ("mcpo --port 8000 -- uvx m", .mcpo, "pypi:m", false, []),
    ("mcp-proxy --port 1 uvx m", .mcpProxy, "pypi:m", false, []),
    (
      "npx -y supergateway --stdio 'npx -y b@1.0.0'", .npx, "npm:b@1.0.0", true,
      ["--stdio", "npx -y b@1.0.0"]
    ),
    ("npx envmcp uvx m", .npx, "pypi:m", false, ["uvx", "m"]),
  ]

  @Test(arguments: lines.indices) func reads(index: Int) throws {
    let row = Self.lines[index]
    let words = try #require(CommandLineText.words(row.line), "\(row.line)")
    let launch = LaunchReader.read(words)
    #expect(launch.launcher == row.1, "\(row.line)")
    #expect(launch.arguments == row.4, "\(row.line)")
    let package = Launch.package(of: words)
    #expect(package?.description == row.package, "\(row.line)")
    #expect(package?.isPinned ?? false == row.isPinned, "\(row.line)")
  }

  @Test(arguments: [
    ("npx -y mcp-remote https://x.com/sse?key=s", "https://x.com/sse"),
    ("mcp-proxy https://x.com/mcp", "https://x.com/mcp"),
    ("npx supergateway --sse https://x.com", "https://x.com"),
  ]) func bridgesTellWhereTheyConnect(line: String, expected: String) throws {
    let words = try #require(CommandLineText.words(line))
    #expect(Launch.chain(words).compactMap(\.remote) == [expected])
  }

  @Test func chainsAreBounded() throws {
    let words = Array(repeating: "env", count: 500)
    #expect(Launch.chain(words).count == 6)
    #expect(Launch.chain([]).isEmpty)
  }

  @Test(arguments: [
    ("a 'b c' \"d e\"", ["a", "b c", "d e"]), ("a\\ b", ["a b"]), ("a ''", ["a", ""]),
    ("a \"$X ${Y z}\" ${A b}", ["a", "$X ${Y z}", "${A b}"]), ("  a  ", ["a"]),
  ]) func splitsWords(text: String, expected: [String]) {
    #expect(CommandLineText.words(text) == expected)
  }

  @Test(arguments: [
    "", "  ", "a | b", "a; b", "a && b", "a > f", "$(a)", "`a`", "\"$(a)\"", "'open", "a\\", "${a",
  ]) func refusesMoreThanOneCommand(text: String) {
    #expect(CommandLineText.words(text) == nil)
  }
}
