// SPDX-License-Identifier: Apache-2.0

/// Sums of the kernel side's per-CPU counters.
struct Counters {
  private let counters: PerCPUNumbers
  private let refusals: PerCPUNumbers

  init(of object: borrowing LoadedObject) throws(KernelError) {
    counters = PerCPUNumbers(map: try object.map("counters"))
    refusals = PerCPUNumbers(map: try object.map("refusals"))
  }

  /// The total of each counter since the load; 0 for one that cannot be read.
  func totals() -> [Counter: UInt64] {
    Dictionary(
      uniqueKeysWithValues: Counter.allCases.map { ($0, counters.total(at: $0.rawValue)) })
  }

  /// Records that found no room, by the name of the program that had them; those with none are left
  /// out.
  func refused() -> [String: UInt64] {
    var refused: [String: UInt64] = [:]
    for (index, writer) in RecordWriter.allCases.enumerated() {
      let total = refusals.total(at: index)
      if total > 0 { refused[writer.rawValue] = total }
    }
    return refused
  }
}
