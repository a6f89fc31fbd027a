// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// What sizes the kernel's tables.
package struct MachineLimits: Hashable, Sendable {
  /// The most processes that can live at once: kernel.threads-max, within reason.
  package var processes: UInt32
  /// Major and minor version of the kernel.
  package var version: (major: Int, minor: Int) { (major, minor) }
  private var major: Int
  private var minor: Int

  /// Since 6.1 (commit fba1a1c6c912) hashes allocate safely in every context.
  package var hasSafeAllocation: Bool { (major, minor) >= (6, 1) }

  package init(threadsMax: UInt32, release: String) {
    let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    major = numbers.first ?? 0
    minor = numbers.dropFirst().first ?? 0
    let allocated = (major, minor) >= (6, 1)
    // Without allocation on demand the table takes its memory at once: 80 bytes an entry.
    processes = min(max(threadsMax, 32_768), allocated ? 4_194_304 : 262_144)
  }

  package init() {
    let threads = SystemFile.text("/proc/sys/kernel/threads-max", limit: 32)
    let number = threads.flatMap { UInt32($0.filter(\.isNumber)) }
    let release = SystemFile.text("/proc/sys/kernel/osrelease", limit: 256) ?? ""
    self.init(threadsMax: number ?? 65_536, release: release)
  }
}
