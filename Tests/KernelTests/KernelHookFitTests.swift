// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

/// Which kernel is to have which hook.
@Suite struct KernelHookFitTests {
  @Test func theOlderKernelsHookIsLeftOffNewerOnes() throws {
    let hook = try #require(KernelHook.all.first { $0.program == "on_unix_connected" })
    #expect(hook.fits((5, 10)) && hook.fits((6, 1)) && hook.fits((6, 6)))
    #expect(!hook.fits((6, 7)) && !hook.fits((6, 12)) && !hook.fits((7, 0)))
  }

  @Test func everyOtherHookIsTriedEverywhere() {
    for hook in KernelHook.all where hook.before == nil {
      #expect(hook.fits((5, 10)) && hook.fits((7, 2)))
    }
  }

  @Test func minimumsAreVersions() {
    for hook in KernelHook.all {
      let numbers = hook.since.split(separator: ".").compactMap { Int($0) }
      #expect(numbers.count == 2 && (numbers[0], numbers[1]) >= (5, 10))
    }
  }
}
