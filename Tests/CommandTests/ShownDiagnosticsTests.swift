// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

@testable import egret

@Suite struct ShownDiagnosticsTests {
  private func shown(_ text: String, line: Int, column: Int) -> [String] {
    let diagnostic = Diagnostic(
      place: Place(file: "p.yaml", line: line, column: column), level: .error,
      message: "odd; mend it")
    return ShownDiagnostics(diagnostics: [diagnostic], texts: ["p.yaml": text])
      .lines(onTerminal: true)
  }

  @Test func aTerminalHasTheLineAndACaret() {
    #expect(
      shown("egret: 1\nservers: [x]\n", line: 2, column: 10) == [
        "p.yaml:2:10: error: odd; mend it", "  servers: [x]", "           ^",
      ])
  }

  @Test func aCaretStandsBelowWhatIsShown() {
    #expect(shown("中文: x\n", line: 1, column: 5).last == "        ^")
    #expect(shown("\u{1b}[2J: x\n", line: 1, column: 2)[1] == "  \\u{1b}[2J: x")
  }

  /// A credential is not shown, and where it was is no column.
  @Test func credentialsAreNotShown() {
    let lines = shown("a: https://u:hunter2hunter2@x.example/\n", line: 1, column: 4)
    #expect(lines.count == 2 && !lines[1].contains("hunter2"))
  }

  @Test func noLineNoExcerpt() {
    #expect(shown("a: 1", line: 9, column: 1).count == 1)
    #expect(shown(String(repeating: "x", count: 300), line: 1, column: 4).count == 1)
  }

  @Test func elsewhereThereIsOneLineEach() {
    let diagnostic = Diagnostic(
      place: Place(file: "p.yaml", line: 1, column: 1), level: .warning, message: "odd")
    let shown = ShownDiagnostics(diagnostics: [diagnostic], texts: ["p.yaml": "egret: 1"])
    #expect(shown.lines(onTerminal: false) == ["p.yaml:1:1: warning: odd"])
    #expect(shown.errors == 0 && shown.warnings == 1)
  }
}
