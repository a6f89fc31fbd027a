// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Events

/// The kernel's map `floor`: destinations that found the evidence ring full.
struct Floor {
  private let map: Int32

  init(map: Int32) { self.map = map }

  /// Empties the map: each destination once, and how many records it stands for.
  func take() -> [(destination: Destination, count: UInt64)] {
    var taken: [(destination: Destination, count: UInt64)] = []
    var key = wire_floor_key()
    while unsafe bpf_map_get_next_key(map, nil, &key) == 0 {
      var counted = wire_floor()
      let isRead = unsafe bpf_map_lookup_elem(map, &key, &counted) == 0
      guard unsafe bpf_map_delete_elem(map, &key) == 0 else { break }
      if isRead, let destination = decode(key, counted) {
        taken.append((destination, counted.count))
      }
    }
    return taken
  }

  private func decode(_ key: wire_floor_key, _ counted: wire_floor) -> Destination? {
    unsafe withUnsafeBytes(of: key) { bytes in
      let span = unsafe bytes.bytes
      return WireDecoder.destination(floorKey: span, time: counted.first)
    }
  }
}
