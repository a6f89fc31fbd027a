// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire

/// The kernel's table of the programs that may be a server or begin one.
@safe struct Suspects {
  /// As the kernel keeps a name: cut, and 0 behind it.
  private typealias Name = [UInt8]

  private let map: Int32
  /// The global variable `has_suspects`.
  private let isInForce: UnsafeMutablePointer<UInt32>
  private var published: [Name: wire_suspect] = [:]

  init(map: Int32, isInForce: UnsafeMutablePointer<UInt32>) {
    self.map = map
    unsafe self.isInForce = unsafe isInForce
  }

  /// Replaces the set: new names come before old ones go, so that no program is a stranger by a set that
  /// is half there. False where the table cannot hold them: then there are
  /// no strangers.
  mutating func publish(_ names: Set<String>, shells: Set<String>) -> Bool {
    var wanted: [Name: wire_suspect] = [:]
    for shell in shells { wanted[Self.name(shell)] = WIRE_SHELL }
    for name in names { wanted[Self.name(name)] = WIRE_MAY_BE_SERVER }
    guard wanted.count <= WIRE_SUSPECTS_MAX, add(wanted) else {
      unsafe isInForce.pointee = 0
      return false
    }
    unsafe isInForce.pointee = 1
    for name in published.keys where wanted[name] == nil {
      _ = unsafe bpf_map_delete_elem(map, name)
      published[name] = nil
    }
    return true
  }

  /// Nobody is a stranger, until names are published again.
  mutating func suspendAll() { unsafe isInForce.pointee = 0 }

  private mutating func add(_ wanted: [Name: wire_suspect]) -> Bool {
    // Old names may fill the table: then they go first, and meanwhile nobody is a stranger.
    if published.count + wanted.count > WIRE_SUSPECTS_MAX { removeAll() }
    for (name, kind) in wanted where published[name] != kind {
      var value = UInt8(kind.rawValue)
      guard unsafe bpf_map_update_elem(map, name, &value, UInt64(BPF_ANY)) == 0 else {
        return false
      }
      published[name] = kind
    }
    return true
  }

  private mutating func removeAll() {
    unsafe isInForce.pointee = 0
    for name in published.keys { _ = unsafe bpf_map_delete_elem(map, name) }
    published = [:]
  }

  private static func name(_ text: String) -> Name {
    let bytes = Array(text.utf8.prefix(Int(WIRE_SUSPECT_NAME) - 1))
    return bytes + Array(repeating: 0, count: Int(WIRE_SUSPECT_NAME) - bytes.count)
  }
}
