// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

@Suite struct MachineLimitsTests {
  @Test(arguments: [
    ("5.10.0-30-amd64\n", 5, 10), ("6.1.0-56-cloud-amd64", 6, 1), ("6.18.44-fc-v657", 6, 18),
    ("7.2", 7, 2), ("10", 10, 0), ("", 0, 0), ("next-20260101", 20_260_101, 0),
    ("99999999999999999999.1", 1, 0),
  ])
  func readsTheVersion(release: String, major: Int, minor: Int) {
    #expect(MachineLimits(threadsMax: 1, release: release).version == (major, minor))
  }

  /// Hashes allocate on demand since 6.1; before, the table takes its memory at once.
  @Test(
    arguments: [
      ("6.1.0", 100, 32_768), ("6.1.0", 200_000, 200_000), ("6.12.0", .max, 4_194_304),
      ("5.10.0", 100, 32_768), ("5.10.0", 200_000, 200_000), ("5.10.0", .max, 262_144),
    ] as [(String, UInt32, UInt32)])
  func boundsTheTable(release: String, threads: UInt32, processes: UInt32) {
    #expect(MachineLimits(threadsMax: threads, release: release).processes == processes)
  }

  @Test(arguments: [("6.0.9", false), ("6.1.0", true), ("7.0", true), ("5.19", false)])
  func knowsWhereAllocationIsSafe(release: String, isSafe: Bool) {
    #expect(MachineLimits(threadsMax: 1, release: release).hasSafeAllocation == isSafe)
  }
}
