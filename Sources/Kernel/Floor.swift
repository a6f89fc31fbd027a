// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Events

/// The kernel's table of destinations that found the evidence ring full.
struct Floor {
  private let map: Int32

  init(map: Int32) { self.map = map }

  /// Empties the table: each destination once, and how many records it stands for.
  func take() -> [(destination: Destination, count: UInt64)] {
    var taken: [(destination: Destination, count: UInt64)] = []
    var key = wire_place()
    while unsafe bpf_map_get_next_key(map, nil, &key) == 0 {
      var tally = wire_tally()
      let isRead = unsafe bpf_map_lookup_elem(map, &key, &tally) == 0
      guard unsafe bpf_map_delete_elem(map, &key) == 0 else { break }
      if isRead, let destination = decode(key, tally) { taken.append((destination, tally.count)) }
    }
    return taken
  }

  private func decode(_ place: wire_place, _ tally: wire_tally) -> Destination? {
    unsafe withUnsafeBytes(of: place) { bytes in
      let span = unsafe bytes.bytes
      return WireDecoder.destination(placed: span, time: tally.first)
    }
  }
}
