// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// The lifecycle ring: fork, exec and exit.
extension WireDecoder {
  /// At most this many names of environment variables are kept.
  static let environmentLimit = 1024

  static func fork(_ record: RawSpan) throws(Malformed) -> Fork {
    let wire = try read(wire_fork.self, of: record)
    return Fork(
      time: instant(wire.header), parent: actor(wire.parent), child: actor(wire.child),
      name: name(wire.comm))
  }

  static func exit(_ record: RawSpan) throws(Malformed) -> Exit {
    let wire = try read(wire_exit.self, of: record)
    return Exit(time: instant(wire.header), actor: actor(wire.process), code: wire.code)
  }

  /// struct wire_exec, then four byte runs: path, file, argv, environment.
  static func exec(_ record: RawSpan) throws(Malformed) -> Exec {
    let wire = try read(wire_exec.self, of: record)
    var start = MemoryLayout<wire_exec>.size
    func run(_ size: UInt16) throws(Malformed) -> [UInt8] {
      defer { start += Int(size) }
      return try bytes(record, from: start, count: Int(size))
    }
    let path = try run(wire.path_size)
    let file = try run(wire.file_size)
    let arguments = try run(wire.arguments_size)
    let environment = try run(wire.environment_size)
    return exec(
      wire, path: executable(path, isCut: has(WIRE_CUT_PATH, wire)),
      file: String(decoding: file, as: UTF8.self), arguments: strings(arguments),
      environment: environmentNames(environment))
  }

  private static func exec(
    _ wire: wire_exec, path: String, file: String, arguments: [String],
    environment: (names: [String], isCut: Bool)
  ) -> Exec {
    Exec(
      time: instant(wire.header), actor: actor(wire.process), parent: processID(wire.parent),
      previous: ProgramID(rawValue: wire.previous), executable: path, file: file,
      arguments: arguments, argumentsAreCut: has(WIRE_CUT_ARGUMENTS, wire),
      environment: environment.names,
      environmentIsCut: environment.isCut || has(WIRE_CUT_ENVIRONMENT, wire),
      stdio: [wire.stdio.0, wire.stdio.1, wire.stdio.2].map(descriptor), name: name(wire.comm),
      user: wire.uid, group: wire.gid, login: wire.login == .max ? nil : wire.login,
      namespaces: Namespaces(
        net: wire.net_namespace, mount: wire.mount_namespace, pid: wire.pid_namespace,
        user: wire.user_namespace),
      awaitsMessage: has(WIRE_AWAITED, wire))
  }

  private static func has(_ flag: Int32, _ wire: wire_exec) -> Bool {
    Int32(wire.header.flags) & flag != 0
  }

  /// `node\0bin\0usr\0` is `/usr/bin/node`. A path whose upper end was cut begins with `…/`, so
  /// that it never equals a path from the root.
  private static func executable(_ components: [UInt8], isCut: Bool) -> String {
    let names = strings(components).filter { !$0.isEmpty && $0 != "/" }
    if names.isEmpty { return "" }
    return (isCut ? "…/" : "/") + names.reversed().joined(separator: "/")
  }

  /// Strings each ended by 0; the last may lack it.
  private static func strings(_ run: [UInt8]) -> [String] {
    var parts = run.split(separator: 0, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names of `NAME=value` entries, and whether there were more than are kept. Values never
  /// become strings; an entry that is not of this form may be part of one and is dropped.
  private static func environmentNames(_ run: [UInt8]) -> (names: [String], isCut: Bool) {
    var names: [String] = []
    for entry in run.split(separator: 0) {
      guard let end = entry.firstIndex(of: UInt8(ascii: "=")), isName(entry[..<end]) else {
        continue
      }
      if names.count == environmentLimit { return (names, true) }
      names.append(String(decoding: entry[..<end], as: UTF8.self))
    }
    return (names, false)
  }

  /// Letters, digits, `_`, `.` and `-`, no digit first: what shells and launchers set.
  private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, name.count <= 128, !isDigit(first) else { return false }
    return name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
        true
      default: isDigit(byte)
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
