// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// Fork and exit; exec has a file of its own.
extension WireDecoder {
  static func fork(_ record: RawSpan) throws(Malformed) -> Fork {
    let wire = try read(wire_fork.self, of: record)
    return Fork(
      time: instant(wire.header), parent: actor(wire.parent), child: actor(wire.child),
      cgroup: wire.cgroup, name: name(wire.comm))
  }

  static func exit(_ record: RawSpan) throws(Malformed) -> Exit {
    let wire = try read(wire_exit.self, of: record)
    return Exit(time: instant(wire.header), actor: actor(wire.process), code: wire.code)
  }
}
