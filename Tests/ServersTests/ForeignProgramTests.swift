// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct ForeignProgramTests {
  private static let python = ["/usr/bin/python3.11", "/opt/app/.venv/bin/python"]

  @Test(arguments: [
    ("/usr/bin/python3", nil), ("/usr/bin/pypy3", nil), ("", nil),
    ("/usr/bin/curl", ForeignProgram.transferTool), ("/bin/bash", .transferTool),
    ("/usr/bin/node", .transferTool), ("/tmp/.x/bun", .transferTool),
    ("/usr/bin/git", .other), ("/tmp/dropped", .other), ("/usr/local/bin/kubectl", .other),
    ("/opt/app/.venv/bin/ruff", nil), ("/opt/app/node_modules/esbuild/bin/esbuild", nil),
    ("/home/ada/.cache/uv/archive-v0/x/bin/tool", nil),
    ("/home/ada/.cache/ms-playwright/chromium-1/chrome-linux/chrome", nil),
  ]) func besidePython(path: String, kind: ForeignProgram?) {
    #expect(ForeignProgram.of(path, beside: Self.python) == kind)
  }

  @Test func aProgramBesideItsOwnIsOfThePackage() {
    #expect(ForeignProgram.of("/opt/tool/helper", beside: ["/opt/tool/server"]) == nil)
    #expect(ForeignProgram.of("/tmp/helper", beside: ["/tmp/server"]) == .other)
    #expect(ForeignProgram.of("/usr/bin/helper", beside: ["/usr/bin/server"]) == .other)
  }

  @Test func aShellBelowAShellIsItsOwn() {
    #expect(ForeignProgram.of("/bin/sh", beside: ["/usr/bin/sh"]) == nil)
  }
}
