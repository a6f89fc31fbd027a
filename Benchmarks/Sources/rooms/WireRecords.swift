// SPDX-License-Identifier: Apache-2.0

import CWire
import Events

/// Records as the kernel side writes them: one of each kind, of a server with pid 20.
struct WireRecords {
  static let server = process(20, program: 2)

  static func process(_ pid: UInt32, program: UInt64) -> wire_process {
    wire_process(program: program, start: UInt64(pid) * 10_000_000, pid: pid, tid: pid)
  }

  static func header<Layout>(
    _ kind: wire_kind, _ layout: Layout.Type, tail: Int = 0, time: UInt64 = 1_000_000_000
  ) -> wire_header {
    wire_header(
      size: UInt32(MemoryLayout<Layout>.size + tail), kind: UInt16(kind.rawValue), flags: 0,
      time: time)
  }

  static func bytes<Layout>(_ value: Layout, _ tail: [UInt8] = []) -> [UInt8] {
    unsafe withUnsafeBytes(of: value) { unsafe Array($0) } + tail
  }

  static func set<Field>(_ field: inout Field, _ text: String) {
    unsafe withUnsafeMutableBytes(of: &field) { bytes in
      unsafe bytes.copyBytes(from: Array(text.utf8.prefix(bytes.count)))
    }
  }

  /// Every kind, by the name of its row.
  static var all: [(name: String, record: [UInt8])] {
    [
      ("fork", fork), ("exec", exec(server, "python3\0/opt/server.py\0")), ("exit", exit),
      ("asked", asked), ("destination", bytes(destination())), ("DNS payload", answer),
      ("flow end", bytes(flow())), ("meddling", meddled), ("first message", read),
    ]
  }

  static var fork: [UInt8] {
    var wire = wire_fork()
    wire.header = header(WIRE_FORK, wire_fork.self)
    wire.parent = server
    wire.child = process(21, program: 2)
    set(&wire.comm, "python3")
    return bytes(wire)
  }

  static var exit: [UInt8] {
    var wire = wire_exit()
    wire.header = header(WIRE_EXIT, wire_exit.self)
    wire.process = server
    return bytes(wire)
  }

  /// `arguments` each ended by 0; twenty-four variables, as a desktop's have.
  static func exec(_ process: wire_process, _ arguments: String) -> [UInt8] {
    let name = String(arguments.prefix { $0 != "\0" })
    let runs = [
      name + "\0bin\0usr\0", "/usr/bin/" + name, arguments,
      (0..<24).map { "VARIABLE_\($0)=some value of it\0" }.joined(),
    ].map { Array($0.utf8) }
    var wire = wire_exec()
    wire.header = header(WIRE_EXEC, wire_exec.self, tail: runs.reduce(0) { $0 + $1.count })
    wire.process = process
    wire.parent = self.process(10, program: 1)
    (wire.uid, wire.gid, wire.login) = (1_000, 1_000, 1_000)
    (wire.net_namespace, wire.mount_namespace) = (4_026_531_840, 4_026_531_841)
    set(&wire.comm, name)
    wire.path_size = UInt16(runs[0].count)
    wire.file_size = UInt16(runs[1].count)
    wire.arguments_size = UInt16(runs[2].count)
    wire.environment_size = UInt16(runs[3].count)
    return bytes(wire, runs.flatMap { $0 })
  }

  static func address(_ bits: UInt32, port: UInt16) -> wire_address {
    var wire = wire_address()
    (wire.family, wire.port) = (2, port)
    wire.bytes.0 = UInt8(truncatingIfNeeded: bits >> 24)
    wire.bytes.1 = UInt8(truncatingIfNeeded: bits >> 16)
    wire.bytes.2 = UInt8(truncatingIfNeeded: bits >> 8)
    wire.bytes.3 = UInt8(truncatingIfNeeded: bits)
    return wire
  }

  static func destination() -> wire_destination {
    var wire = wire_destination()
    wire.header = header(WIRE_DESTINATION, wire_destination.self)
    (wire.process, wire.owner, wire.cookie) = (server, server, 7)
    (wire.address, wire.asked) = (
      address(0xc633_6407, port: 443), address(0xc633_6407, port: 443)
    )
    wire.asked_state = UInt8(WIRE_ASKED_READ.rawValue)
    (wire.net_namespace, wire.protocol) = (4_026_531_840, 6)
    wire.hook = UInt8(WIRE_HOOK_on_connect4.rawValue)
    wire.via = UInt8(WIRE_VIA_SYSCALL.rawValue)
    set(&wire.comm, "python3")
    return wire
  }

  static func flow() -> wire_flow {
    var wire = wire_flow()
    wire.header = header(WIRE_FLOW, wire_flow.self)
    (wire.owner, wire.cookie, wire.began) = (server, 7, 900_000_000)
    wire.address = address(0xc633_6407, port: 443)
    (wire.net_namespace, wire.protocol) = (4_026_531_840, 6)
    wire.result = UInt8(WIRE_RESULT_ESTABLISHED.rawValue)
    return wire
  }

  static var asked: [UInt8] {
    var wire = wire_asked()
    wire.header = header(WIRE_ASKED, wire_asked.self)
    wire.process = server
    wire.address.family = 1
    wire.hook = UInt8(WIRE_HOOK_on_connect.rawValue)
    wire.state = UInt8(WIRE_ASKED_READ.rawValue)
    wire.size = 22
    set(&wire.path, "/run/user/1000/bus.sock")
    return bytes(wire)
  }

  private static let question: [UInt8] =
    [3] + Array("api".utf8) + [7] + Array("example".utf8) + [3] + Array("com".utf8)
    + [0, 0, 1, 0, 1]

  /// Only an answer to what was asked counts.
  static var query: [UInt8] {
    dns([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + question, hook: WIRE_HOOK_on_egress)
  }

  static var answer: [UInt8] {
    dns(
      [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0] + question
        + [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4, 10, 11, 0, 7], hook: WIRE_HOOK_on_ingress)
  }

  private static func dns(_ message: [UInt8], hook: wire_hook) -> [UInt8] {
    var wire = wire_dns()
    wire.header = header(WIRE_DNS, wire_dns.self, tail: message.count)
    (wire.owner, wire.cookie) = (server, 5)
    wire.peer = address(0xc000_0235, port: 53)
    (wire.net_namespace, wire.protocol) = (4_026_531_840, 17)
    wire.hook = UInt8(hook.rawValue)
    (wire.size, wire.full) = (UInt32(message.count), UInt32(message.count))
    return bytes(wire, message)
  }

  static var meddled: [UInt8] {
    var wire = wire_meddled()
    wire.header = header(WIRE_MEDDLED, wire_meddled.self)
    (wire.process, wire.target, wire.call) = (server, 99, WIRE_PTRACE.rawValue)
    return bytes(wire)
  }

  static var read: [UInt8] {
    var wire = wire_read()
    wire.header = header(WIRE_READ, wire_read.self)
    (wire.process, wire.inode) = (server, 99)
    return bytes(wire)
  }
}
