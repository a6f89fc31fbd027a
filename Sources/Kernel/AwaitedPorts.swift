// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire

/// The kernel's table of the ports at which a server may be spoken to by URL.
@safe struct AwaitedPorts {
  private let map: Int32
  /// The global variable `awaits_ports`.
  private let isInForce: UnsafeMutablePointer<UInt32>
  private var published: Set<UInt16> = []

  init(map: Int32, isInForce: UnsafeMutablePointer<UInt32>) {
    self.map = map
    unsafe self.isInForce = unsafe isInForce
  }

  /// Replaces the set: new ones come before old ones go. Those that find no room are left out.
  mutating func publish(_ ports: Set<UInt16>) {
    for port in ports.subtracting(published).sorted() {
      var (key, value) = (port, UInt8(1))
      guard unsafe bpf_map_update_elem(map, &key, &value, UInt64(BPF_ANY)) == 0 else { continue }
      published.insert(port)
    }
    for port in published.subtracting(ports) {
      var key = port
      _ = unsafe bpf_map_delete_elem(map, &key)
      published.remove(port)
    }
    unsafe isInForce.pointee = published.isEmpty ? 0 : 1
  }
}
