// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The kernel's counts of how often programs ran. It counts only while this lives.
struct ProgramRuns: ~Copyable {
  private let switched: FileDescriptor
  private let before: [String: UInt64]

  /// nil where the kernel does not count, or there is nothing to count.
  init?(_ programs: [String], of object: borrowing LoadedObject) {
    guard !programs.isEmpty,
      let switched = FileDescriptor(checking: bpf_enable_stats(BPF_STATS_RUN_TIME))
    else { return nil }
    self.switched = switched
    before = Self.counts(programs, of: object)
  }

  /// The programs that ran since this was made.
  func ran(of object: borrowing LoadedObject) -> Set<String> {
    let now = Self.counts(Array(before.keys), of: object)
    return Set(now.filter { $0.value > before[$0.key] ?? .max }.keys)
  }

  private static func counts(
    _ programs: [String], of object: borrowing LoadedObject
  ) -> [String: UInt64] {
    var counts: [String: UInt64] = [:]
    for name in programs { counts[name] = object.info(of: name)?.run_cnt }
    return counts
  }
}
