// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire

/// Sums of the kernel side's per-CPU counters.
struct Counters {
  private let map: Int32
  private let cpus: Int

  init(map: Int32) {
    self.map = map
    cpus = max(1, Int(libbpf_num_possible_cpus()))
  }

  /// The total of each counter since the load; 0 for one that cannot be read.
  func totals() -> [Counter: UInt64] {
    Dictionary(uniqueKeysWithValues: Counter.allCases.map { ($0, total($0)) })
  }

  private func total(_ counter: Counter) -> UInt64 {
    var key = UInt32(counter.rawValue)
    var values = [UInt64](repeating: 0, count: cpus)
    guard unsafe bpf_map_lookup_elem(map, &key, &values) == 0 else { return 0 }
    return values.reduce(0, &+)
  }
}
