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
    let path = try run(record, from: MemoryLayout<wire_exec>.size, wire.path_size)
    let file = try run(record, from: path.upperBound, wire.file_size)
    let arguments = try run(record, from: file.upperBound, wire.arguments_size)
    let environment = try run(record, from: arguments.upperBound, wire.environment_size)
    return unsafe record.withUnsafeBytes { bytes in
      func run(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
      }
      return unsafe exec(
        wire, path: executable(run(path), isCut: has(WIRE_CUT_PATH, wire)),
        file: String(decoding: run(file), as: UTF8.self), arguments: strings(run(arguments)),
        environment: environmentNames(run(environment)))
    }
  }

  private static func run(
    _ record: RawSpan, from start: Int, _ size: UInt16
  ) throws(Malformed) -> Range<Int> {
    let end = start + Int(size)
    guard end <= record.byteCount else { throw .short(given: record.byteCount, needed: end) }
    return start..<end
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
  private static func executable(_ components: UnsafeRawBufferPointer, isCut: Bool) -> String {
    var path = ""
    var end = components.count
    while end > 0 {
      var start = end
      while unsafe start > 0 && components[start - 1] != 0 { start -= 1 }
      let isRoot = unsafe end - start == 1 && components[start] == UInt8(ascii: "/")
      if start < end, !isRoot {
        path += path.isEmpty && isCut ? "…/" : "/"
        path += unsafe text(components, start..<end)
      }
      end = start - 1
    }
    return path
  }

  private static func text(_ run: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    unsafe String(decoding: UnsafeRawBufferPointer(rebasing: run[range]), as: UTF8.self)
  }

  /// Where the string ends that begins there: at a 0, or with the run.
  private static func end(of start: Int, in run: UnsafeRawBufferPointer) -> Int {
    var end = start
    while unsafe end < run.count && run[end] != 0 { end += 1 }
    return end
  }

  /// Strings each ended by 0; the last may lack it.
  private static func strings(_ run: UnsafeRawBufferPointer) -> [String] {
    var strings: [String] = []
    var start = 0
    while start < run.count {
      let end = unsafe end(of: start, in: run)
      strings.append(unsafe text(run, start..<end))
      start = end + 1
    }
    return strings
  }

  /// The names of `NAME=value` entries, and whether there were more than are kept. Values never
  /// become strings; an entry that is not of this form may be part of one and is dropped.
  private static func environmentNames(
    _ run: UnsafeRawBufferPointer
  ) -> (names: [String], isCut: Bool) {
    var names: [String] = []
    var start = 0
    while start < run.count {
      let end = unsafe end(of: start, in: run)
      if let name = unsafe name(in: run, start..<end) {
        if names.count == environmentLimit { return (names, true) }
        names.append(name)
      }
      start = end + 1
    }
    return (names, false)
  }

  /// Of one entry; nil where it has none.
  private static func name(in run: UnsafeRawBufferPointer, _ entry: Range<Int>) -> String? {
    var end = entry.lowerBound
    while unsafe end < entry.upperBound && run[end] != UInt8(ascii: "=") {
      guard unsafe isNameByte(run[end]), end - entry.lowerBound < longestName else { return nil }
      end += 1
    }
    guard end < entry.upperBound, end > entry.lowerBound,
      unsafe !isDigit(run[entry.lowerBound])
    else { return nil }
    return unsafe text(run, entry.lowerBound..<end)
  }

  private static let longestName = 128

  /// Letters, digits, `_`, `.` and `-`, no digit first: what shells and launchers set.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: isDigit(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
