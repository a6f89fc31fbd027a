// SPDX-License-Identifier: Apache-2.0

import CWire
import Events
import TestKit
import Testing

@Suite struct WireDecoderExecTests {
  static func exec(_ record: [UInt8]) -> Exec? {
    guard case .event(.exec(let exec)) = WireDecoderTests.decode(record) else { return nil }
    return exec
  }

  @Test func readsExec() {
    let expected = Exec(
      time: WireDecoderTests.time, actor: WireRecord.actor(8), parent: WireRecord.actor(7).process,
      previous: ProgramID(rawValue: 507), executable: "/usr/bin/node", file: "/usr/bin/npx",
      arguments: ["node", "/srv/index.js", ""], environment: ["PATH", "API_KEY"],
      stdio: [.closed, .closed, .closed], name: "node", user: 1000, group: 1001,
      namespaces: Namespaces(net: 1, mount: 2, pid: 3, user: 4))
    #expect(Self.exec(WireRecord.exec()) == expected)
  }

  @Test func keepsLogin() { #expect(Self.exec(WireRecord.exec { $0.login = 1000 })?.login == 1000) }

  @Test func tellsWhatWasCut() {
    let flags = WIRE_CUT_ARGUMENTS | WIRE_CUT_ENVIRONMENT
    let exec = Self.exec(WireRecord.exec(flags: flags))
    #expect(exec?.argumentsAreCut == true)
    #expect(exec?.environmentIsCut == true)
    #expect(Self.exec(WireRecord.exec(flags: WIRE_CUT_PATH))?.argumentsAreCut == false)
  }

  @Test(arguments: [
    ("", ""), ("node\0", "/node"), ("node\0bin\0usr", "/usr/bin/node"), ("a\0\0/\0b\0", "/b/a"),
    ("\0\0", ""), ("\u{1b}[31m\0", "/\u{1b}[31m"),
  ])
  func joinsThePath(components: String, path: String) {
    #expect(Self.exec(WireRecord.exec(.init(path: components)))?.executable == path)
  }

  @Test func aCutPathIsNoPathFromTheRoot() {
    let exec = Self.exec(WireRecord.exec(flags: WIRE_CUT_PATH))
    #expect(exec?.executable == "…/usr/bin/node")
  }

  @Test(arguments: [
    ("", []), ("\0", [""]), ("a\0b", ["a", "b"]), ("a\0b\0", ["a", "b"]),
    ("\0\0a\0", ["", "", "a"]),
  ])
  func splitsArguments(run: String, arguments: [String]) {
    #expect(Self.exec(WireRecord.exec(.init(arguments: run)))?.arguments == arguments)
  }

  @Test func repairsInvalidText() {
    let exec = Self.exec(
      WireRecord.exec([[0xff, 0], [0xc3], [0x80, 0], []]) {
        WireRecord.set(&$0.comm, [0xff, 0x41, 0, 0x42])
      })
    #expect(exec?.executable == "/\u{fffd}")
    #expect(exec?.file == "\u{fffd}")
    #expect(exec?.arguments == ["\u{fffd}"])
    #expect(exec?.name == "\u{fffd}A")
  }

  @Test(arguments: [
    ("TOKEN=ghp_secret\0", ["TOKEN"]), ("TOKEN=\0", ["TOKEN"]), ("ghp_secret", []),
    ("=ghp_secret\0", []), ("gh p=x\0", []), ("1A=x\0", []), ("A-b.c_9=x\0", ["A-b.c_9"]),
    ("A\u{1b}=x\0B=y\0", ["B"]), ("A=1\0A=2\0", ["A", "A"]), ("CUT=ghp_sec", ["CUT"]),
  ])
  func keepsNamesOnly(run: String, names: [String]) {
    #expect(Self.exec(WireRecord.exec(.init(environment: run)))?.environment == names)
  }

  @Test func neverKeepsAValue() {
    let value = "ghp_thisIsTheSecret"
    let run = "A=\(value)\0\(value)\0B=x=\(value)\0=\(value)\0C=\(value)"
    let exec = Self.exec(WireRecord.exec(.init(environment: run)))
    #expect(exec?.environment == ["A", "B", "C"])
    #expect(!String(describing: exec).contains(value))
  }

  @Test func boundsTheEnvironment() {
    let run = (0..<1200).map { "N\($0)=\0" }.joined()
    let exec = Self.exec(WireRecord.exec(.init(environment: run)))
    #expect(exec?.environment.count == 1024)
    #expect(exec?.environmentIsCut == true)
    let long = String(repeating: "N", count: 129) + "=\0"
    #expect(Self.exec(WireRecord.exec(.init(environment: long)))?.environment == [])
  }

  @Test func readsTheLongestRuns() {
    let run = [UInt8](repeating: 0, count: Int(UInt16.max))
    let exec = Self.exec(WireRecord.exec([run, run, run, run]))
    #expect(exec?.arguments.count == Int(UInt16.max))
    #expect(exec?.executable == "")
  }

  @Test func refusesRunsBeyondTheRecord() {
    let changes: [(inout wire_exec) -> Void] = [
      { $0.path_size += 1 }, { $0.file_size = .max }, { $0.arguments_size += 1 },
      { $0.environment_size += 1 },
    ]
    for change in changes {
      guard case .malformed = WireDecoderTests.decode(WireRecord.exec(change: change)) else {
        Issue.record("a run leaves its record")
        continue
      }
    }
  }

  static let descriptors: [(mode: UInt16, device: UInt32, kind: Descriptor.Kind)] = [
    (0, 0, .closed), (0o010600, 0, .pipe), (0o140777, 0, .socket), (0o100644, 0, .file),
    (0o040755, 0, .other), (0o060660, 0x80_0000, .other), (0o600, 0, .other),
    (0o020620, 0x880_0000, .terminal), (0o020620, 0x8f0_0009, .terminal),
    (0o020620, 0x900_0000, .other), (0o020620, 0x40_0001, .terminal),
    (0o020620, 0x50_0000, .terminal), (0o020666, 0x10_0003, .null), (0o020666, 0x10_0005, .other),
  ]

  @Test(arguments: descriptors)
  func classifiesStdio(mode: UInt16, device: UInt32, kind: Descriptor.Kind) {
    let record = WireRecord.exec {
      $0.stdio.1 = wire_descriptor(inode: 42, device: device, mode: mode, reserved: 0)
    }
    let inode: UInt64 = mode == 0 ? 0 : 42
    #expect(Self.exec(record)?.stdio == [.closed, Descriptor(kind: kind, inode: inode), .closed])
  }
}
