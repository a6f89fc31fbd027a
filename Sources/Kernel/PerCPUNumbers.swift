// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf

/// A per-CPU array of 64-bit numbers in the kernel.
struct PerCPUNumbers {
  private let map: Int32
  private let cpus: Int

  init(map: Int32) {
    self.map = map
    cpus = max(1, Int(libbpf_num_possible_cpus()))
  }

  /// The sum over all CPUs; 0 for one that cannot be read.
  func total(at index: UInt32) -> UInt64 {
    var key = index
    var values = [UInt64](repeating: 0, count: cpus)
    guard unsafe bpf_map_lookup_elem(map, &key, &values) == 0 else { return 0 }
    return values.reduce(0, &+)
  }
}
