// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// Sums of the kernel side's per-CPU counters.
struct Counters {
  /// `enum wire_counter`.
  enum Counter: Hashable, Sendable, CaseIterable {
    case lifecycleLost, evidenceLost, stateLost, ownerLost, unreadable, evidence, lifecycle, floor,
      floorLost

    var number: UInt32 {
      switch self {
      case .lifecycleLost: WIRE_COUNT_LIFECYCLE_LOST.rawValue
      case .evidenceLost: WIRE_COUNT_EVIDENCE_LOST.rawValue
      case .stateLost: WIRE_COUNT_STATE_LOST.rawValue
      case .ownerLost: WIRE_COUNT_OWNER_LOST.rawValue
      case .unreadable: WIRE_COUNT_UNREADABLE.rawValue
      case .evidence: WIRE_COUNT_EVIDENCE.rawValue
      case .lifecycle: WIRE_COUNT_LIFECYCLE.rawValue
      case .floor: WIRE_COUNT_FLOOR.rawValue
      case .floorLost: WIRE_COUNT_FLOOR_LOST.rawValue
      }
    }
  }

  private let counters: PerCPUNumbers
  private let refusals: PerCPUNumbers

  init(of object: borrowing LoadedObject) throws(KernelError) {
    counters = PerCPUNumbers(map: try object.map("counters"))
    refusals = PerCPUNumbers(map: try object.map("refusals"))
  }

  /// The total of each counter since the load; 0 for one that cannot be read.
  func totals() -> [Counter: UInt64] {
    Dictionary(uniqueKeysWithValues: Counter.allCases.map { ($0, counters.total(at: $0.number)) })
  }

  /// Records that found no room, by the name of the program that had them; those with none are left
  /// out.
  func refused() -> [String: UInt64] {
    var refused: [String: UInt64] = [:]
    for hook in KernelHook.all {
      let total = refusals.total(at: hook.number)
      if total > 0 { refused[hook.program] = total }
    }
    return refused
  }
}
