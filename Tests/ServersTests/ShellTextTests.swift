// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

/// What an entry's shell is told to start.
@Suite struct ShellTextTests {
  @Test(arguments: [
    ("VAR=x uvx pkg --flag", ["uvx", "pkg", "--flag"], ["VAR=x"], nil),
    (
      "cd /srv/app && VAR=x exec npx -y pkg", ["npx", "-y", "pkg"], ["VAR=x"],
      "/srv/app"
    ),
    ("cd /srv; cd app; export A=1 B='2 3'; exec ./run", ["./run"], ["A=1", "B=2 3"], "/srv/app"),
    ("cd \"/srv/a; b\" && node server.js", ["node", "server.js"], [], "/srv/a; b"),
    ("A='x && y' B=\"z;\" uvx pkg", ["uvx", "pkg"], ["A=x && y", "B=z;"], nil),
    ("set -e\n. ./env\nexec -a notes python server.py\n", ["python", "server.py"], [], nil),
    ("cd ~/app && uvx pkg", ["uvx", "pkg"], [], nil),
    ("cd $HOME/app && uvx pkg", ["uvx", "pkg"], [], nil),
    ("source venv/bin/activate && python -m notes", ["python", "-m", "notes"], [], nil),
    ("npx -y pkg;", ["npx", "-y", "pkg"], [], nil),
  ])
  func theLastCommandCounts(
    text: String, words: [String], assignments: [String], directory: String?
  ) throws {
    let read = try #require(ShellText(text))
    #expect(read.words == words)
    #expect(read.assignments == assignments)
    #expect(read.directory == directory)
  }

  @Test(arguments: [
    "", ";", "A=1", "npx pkg | tee log", "npx pkg > log", "$(which npx) pkg", "`x`", "npx 'open",
    "(npx pkg)", "exec", String(repeating: "a;", count: 65), String(repeating: "a", count: 16_385),
  ])
  func whatIsNoSimpleCommandIsNone(text: String) { #expect(ShellText(text) == nil) }

  @Test(arguments: [
    (["-c", "x"], "x"), (["-lc", "x"], "x"), (["-e", "-u", "-c", "x"], "x"),
    (["-o", "pipefail", "-c", "x"], "x"), (["--norc", "-ec", "x", "name"], "x"),
    (["script.sh", "-c", "x"], nil), (["-l", "script.sh"], nil), (["-c"], nil), ([], nil),
    (["--rcfile", "f", "-ic", "x"], "x"), (["-c", "-e", "x"], "x"),
  ])
  func theTextStandsBehindTheOption(words: [String], text: String?) {
    #expect(ShellText.command(of: words[...]) == text)
  }

  @Test func packagesAndProgramsAreFound() {
    #expect(
      Launch.package(of: ["sh", "-c", "cd /tmp && TOKEN=x exec uvx notes-mcp@1.2 --port 1"])?
        .description == "pypi:notes-mcp==1.2")
    #expect(
      Launch.package(of: ["/bin/bash", "-o", "pipefail", "-lc", "A=1 B=2 npx -y @a/notes"])?
        .description == "npm:@a/notes")
    #expect(
      EnvironmentWrapper.variables(of: ["sh", "-c", "export A=1; cd /x && B=2 exec npx pkg"])
        == ["A", "B"])
  }

  /// A client in another shape than the entry's: what the shell started is the entry's all the same.
  @Test func theInnerCommandIsTheEntrys() throws {
    let entry = ServerEntry(
      name: "notes",
      transport: .stdio(command: ["sh", "-c", "cd /srv/notes && TOKEN=x exec python3 run.py --all"]
      ),
      client: "Cursor", scope: .user, file: "/f", environment: ["TOKEN"])
    let recogniser = EntryRecogniser(entries: [entry])
    let found = try #require(
      recogniser.recognise(
        Made.exec(["python3", "/srv/notes/run.py", "--all"]), ancestors: []))
    #expect(found.candidates.map(\.name) == ["notes"])
    #expect(SuspectPrograms(entries: [entry]).names.isSuperset(of: ["run.py", "python3", "sh"]))
    #expect(
      recogniser.recognise(Made.exec(["python3", "/srv/other/run.py", "--all"]), ancestors: [])
        == nil)
  }
}
