// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct ServerStartTests {
  private func start(
    _ input: Descriptor.Kind, _ output: Descriptor.Kind, isBelowClient: Bool = false,
    isOlder: Bool = false
  ) -> ServerStart {
    var exec = Made.exec(["srv"])
    exec.stdio = [input, output].map { Descriptor(kind: $0, inode: 1) }
    exec.isOlderThanEgret = isOlder
    return ServerStart(exec, isBelowClient: isBelowClient)
  }

  @Test(arguments: [
    (Descriptor.Kind.terminal, Descriptor.Kind.terminal), (.terminal, .pipe),
    // `echo '{…}' | srv` in a shell.
    (.pipe, .terminal), (.null, .terminal),
  ])
  func aTerminalIsAPerson(input: Descriptor.Kind, output: Descriptor.Kind) {
    #expect(start(input, output).isManual)
    #expect(start(input, output, isBelowClient: true).isManual)
  }

  @Test(arguments: [(Descriptor.Kind.pipe, Descriptor.Kind.pipe), (.socket, .socket)])
  func twoPipesAreAClient(input: Descriptor.Kind, output: Descriptor.Kind) {
    let found = start(input, output)
    #expect(!found.isManual)
    #expect(found.confidence == .high)
    #expect(found.reasons.isEmpty)
  }

  /// cron, nohup, a service, a build: judged, with doubt.
  @Test(arguments: [Descriptor.Kind.null, .file, .closed, .other])
  func anythingElseIsDoubt(input: Descriptor.Kind) {
    let found = start(input, .file)
    #expect(!found.isManual)
    #expect(found.confidence == .low)
    #expect(found.reasons == ["stdin is no pipe, and no known client stands above it"])
    #expect(start(input, .file, isBelowClient: true).confidence == .medium)
  }

  /// A server may have moved its pipes away since, and stderr may be the client's terminal.
  @Test func ofWhatAlreadyRanOnlyStdinTells() {
    #expect(start(.terminal, .terminal, isOlder: true).isManual)
    #expect(!start(.null, .terminal, isOlder: true).isManual)
    #expect(start(.null, .terminal, isOlder: true).confidence == .high)
  }
}
