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
    for name in programs { counts[name] = count(name, of: object) }
    return counts
  }

  private static func count(_ name: String, of object: borrowing LoadedObject) -> UInt64? {
    guard let program = unsafe object.program(name) else { return nil }
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    let result = unsafe bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size)
    return result == 0 ? info.run_cnt : nil
  }
}
