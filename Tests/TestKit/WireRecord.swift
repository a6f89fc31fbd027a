// SPDX-License-Identifier: Apache-2.0

package import CWire
package import Events

/// Builds records from the treaty's own structs, as the kernel side does.
package enum WireRecord {
  package static func header(_ kind: wire_kind, size: Int, flags: Int32 = 0) -> wire_header {
    wire_header(
      size: UInt32(size), kind: UInt16(kind.rawValue), flags: UInt16(flags), time: 77_000)
  }

  package static func bytes<Layout>(_ value: Layout, _ tail: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) } + tail
  }

  package static func process(_ pid: UInt32) -> wire_process {
    wire_process(program: UInt64(pid) + 500, start: UInt64(pid) * 10, pid: pid, tid: pid + 1)
  }

  package static func actor(_ pid: UInt32) -> Actor {
    Actor(
      process: ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid) * 10)), thread: pid + 1,
      program: ProgramID(rawValue: UInt64(pid) + 500))
  }

  package static func fork() -> [UInt8] {
    var wire = wire_fork()
    wire.header = header(WIRE_FORK, size: MemoryLayout<wire_fork>.size)
    wire.parent = process(7)
    wire.child = process(8)
    set(&wire.comm, "node")
    return bytes(wire)
  }

  package static func exit() -> [UInt8] {
    var wire = wire_exit()
    wire.header = header(WIRE_EXIT, size: MemoryLayout<wire_exit>.size)
    wire.process = process(8)
    wire.code = 256
    return bytes(wire)
  }

  package static func set<Field>(_ field: inout Field, _ text: String) {
    set(&field, Array(text.utf8))
  }

  package static func set<Field>(_ field: inout Field, _ bytes: [UInt8]) {
    withUnsafeMutableBytes(of: &field) { $0.copyBytes(from: bytes.prefix($0.count)) }
  }

  package struct ExecRuns {
    package var path: String
    package var file: String
    package var arguments: String
    package var environment: String

    package init(
      path: String = "node\0bin\0usr\0", file: String = "/usr/bin/npx",
      arguments: String = "node\0/srv/index.js\0\0",
      environment: String = "PATH=/bin\0API_KEY=secret=value\0"
    ) {
      self.path = path
      self.file = file
      self.arguments = arguments
      self.environment = environment
    }
  }

  package static func exec(
    _ runs: ExecRuns = ExecRuns(), flags: Int32 = 0, change: (inout wire_exec) -> Void = { _ in }
  ) -> [UInt8] {
    let tail = [runs.path, runs.file, runs.arguments, runs.environment].map { Array($0.utf8) }
    return exec(tail, flags: flags, change: change)
  }

  package static func exec(
    _ tail: [[UInt8]], flags: Int32 = 0, change: (inout wire_exec) -> Void = { _ in }
  ) -> [UInt8] {
    var wire = wire_exec()
    let size = MemoryLayout<wire_exec>.size + tail.joined().count
    wire.header = header(WIRE_EXEC, size: size, flags: flags)
    wire.process = process(8)
    wire.parent = process(7)
    wire.previous = 507
    (wire.uid, wire.gid, wire.login) = (1000, 1001, .max)
    (wire.net_namespace, wire.mount_namespace) = (1, 2)
    (wire.pid_namespace, wire.user_namespace) = (3, 4)
    set(&wire.comm, "node")
    (wire.path_size, wire.file_size) = (UInt16(tail[0].count), UInt16(tail[1].count))
    (wire.arguments_size, wire.environment_size) = (UInt16(tail[2].count), UInt16(tail[3].count))
    change(&wire)
    return bytes(wire, Array(tail.joined()))
  }

  package static func address(family: UInt16, port: UInt16 = 0, _ bytes: [UInt8] = [])
    -> wire_address
  {
    var wire = wire_address()
    wire.family = family
    wire.port = port
    set(&wire.bytes, bytes)
    return wire
  }

  package static func address(_ text: String, port: UInt16) -> wire_address {
    let bytes = IPAddress(text)?.bytes ?? []
    return address(family: bytes.count == 4 ? 2 : 10, port: port, bytes)
  }

  package static func asked(
    _ address: wire_address, path: [UInt8] = [], size: UInt32? = nil,
    hook: wire_hook = WIRE_HOOK_on_connect, state: wire_asked_state = WIRE_ASKED_READ
  ) -> [UInt8] {
    var wire = wire_asked()
    wire.header = header(WIRE_ASKED, size: MemoryLayout<wire_asked>.size)
    wire.process = process(8)
    wire.address = address
    wire.hook = UInt8(hook.rawValue)
    wire.state = UInt8(state.rawValue)
    wire.index = 3
    wire.size = size ?? UInt32(path.count)
    wire.inode = 77
    set(&wire.path, path)
    return bytes(wire)
  }

  package static func destination(_ change: (inout wire_destination) -> Void = { _ in }) -> [UInt8]
  {
    var wire = wire_destination()
    wire.header = header(WIRE_DESTINATION, size: MemoryLayout<wire_destination>.size)
    wire.process = process(8)
    wire.owner = process(7)
    wire.cookie = 11
    wire.address = address("198.51.100.7", port: 443)
    wire.asked = address("2001:db8::7", port: 80)
    (wire.net_namespace, wire.protocol) = (1, 6)
    wire.hook = UInt8(WIRE_HOOK_on_connect4.rawValue)
    wire.via = UInt8(WIRE_VIA_SYSCALL.rawValue)
    wire.asked_state = UInt8(WIRE_ASKED_READ.rawValue)
    set(&wire.comm, "libuv-worker-xyz")
    change(&wire)
    return bytes(wire)
  }

  package static func dns(
    _ payload: [UInt8], change: (inout wire_dns) -> Void = { _ in }
  ) -> [UInt8] {
    var wire = wire_dns()
    wire.header = header(WIRE_DNS, size: MemoryLayout<wire_dns>.size + payload.count)
    wire.owner = process(8)
    wire.cookie = 11
    wire.peer = address("198.51.100.53", port: 53)
    (wire.net_namespace, wire.protocol) = (1, 17)
    wire.hook = UInt8(WIRE_HOOK_on_ingress.rawValue)
    (wire.size, wire.full) = (UInt32(payload.count), UInt32(payload.count))
    change(&wire)
    return bytes(wire, payload)
  }

  package static func segment(
    _ payload: [UInt8], change: (inout wire_segment) -> Void = { _ in }
  ) -> [UInt8] {
    var wire = wire_segment()
    wire.header = header(WIRE_SEGMENT, size: MemoryLayout<wire_segment>.size + payload.count)
    wire.owner = process(8)
    wire.cookie = 11
    wire.peer = address("198.51.100.53", port: 53)
    (wire.net_namespace, wire.protocol) = (1, 6)
    wire.hook = UInt8(WIRE_HOOK_on_ingress.rawValue)
    (wire.offset, wire.size) = (.max, UInt32(payload.count))
    change(&wire)
    return bytes(wire, payload)
  }

  package static func flow(_ result: UInt8) -> [UInt8] {
    var wire = wire_flow()
    wire.header = header(WIRE_FLOW, size: MemoryLayout<wire_flow>.size)
    wire.owner = process(8)
    wire.address = address("198.51.100.7", port: 443)
    (wire.cookie, wire.began, wire.bytes_out, wire.bytes_in) = (11, 70_000, 517, 4_096)
    (wire.net_namespace, wire.protocol) = (1, 6)
    wire.result = result
    return bytes(wire)
  }

  package static func meddled(_ call: UInt32) -> [UInt8] {
    var wire = wire_meddled()
    wire.header = header(WIRE_MEDDLED, size: MemoryLayout<wire_meddled>.size)
    wire.process = process(8)
    (wire.target, wire.call) = (9, call)
    return bytes(wire)
  }

  package static func message() -> [UInt8] {
    var wire = wire_read()
    wire.header = header(WIRE_READ, size: MemoryLayout<wire_read>.size)
    wire.process = process(8)
    wire.inode = 77
    return bytes(wire)
  }
}
