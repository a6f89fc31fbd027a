// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

@testable import Kernel

/// Processes as /proc has them: this one and children of its own.
@Suite struct ProcessScanTests {
  private static let own = UInt32(getpid())

  /// A child that waits for the end of its input.
  private func child(
    _ arguments: [String], environment: [String: String] = [:], _ body: (UInt32) throws -> Void
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/cat")
    process.arguments = arguments
    process.environment = environment
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Not `waitUntilExit`: it may wait for ever where another test's child is reaped meanwhile.
    defer {
      kill(process.processIdentifier, SIGKILL)
      for _ in 0..<500 where process.isRunning { usleep(10_000) }
    }
    // The parent of an exec goes on before the new program's arguments are where /proc looks for them.
    let line = "/proc/\(process.processIdentifier)/cmdline"
    for _ in 0..<500 where FileManager.default.contents(atPath: line)?.isEmpty != false {
      usleep(10_000)
    }
    // The child lives as long as the pipe's other end does.
    try withExtendedLifetime(input) { try body(UInt32(process.processIdentifier)) }
  }

  @Test func aChildIsReadAsItsExecWas() throws {
    let variables = ["EGRET_TEST_KEY": "value=with=signs", "EMPTY": "", "PATH": "/bin"]
    try child(["-", "", "a b"], environment: variables) { pid in
      var scan = ProcessScan()
      let found = scan.exec(of: pid)
      let exec = try #require(found)
      #expect(exec.arguments.suffix(3) == ["-", "", "a b"])
      #expect(exec.file == exec.arguments.first)
      #expect(exec.executable == URL(filePath: "/bin/cat").resolvingSymlinksInPath().path)
      #expect(exec.name == "cat")
      #expect(Set(exec.environment).isSuperset(of: variables.keys))
      #expect(!exec.environment.contains { $0.contains("value") })
      #expect(exec.stdio.map(\.kind) == [.pipe, .null, .null])
      #expect(exec.parent.pid == Self.own && exec.actor.process.pid == pid)
      #expect(exec.user == geteuid() && exec.group == getegid())
      #expect(exec.isOlderThanEgret && exec.previous == .unknown)
      #expect(exec.time == exec.actor.process.start)
    }
  }

  @Test func parentsStandBeforeTheirChildren() throws {
    try child([]) { pid in
      var scan = ProcessScan()
      let all = scan.all()
      let parent = try #require(all.firstIndex { $0.actor.process.pid == Self.own })
      let place = try #require(all.firstIndex { $0.actor.process.pid == pid })
      #expect(parent < place)
      #expect(all[place].parent == all[parent].actor.process)
      #expect(all.map(\.time) == all.map(\.time).sorted())
    }
  }

  /// User space's own numbers: no program twice, and none that the kernel gives.
  @Test func programsAreNumberedApart() {
    var scan = ProcessScan()
    let numbers = (0..<3).compactMap { _ in scan.exec(of: Self.own)?.actor.program.rawValue }
    #expect(numbers.count == 3 && Set(numbers).count == 3)
    #expect(numbers.allSatisfy { $0 >> 48 == 0xffff })
  }

  @Test func namespacesAreThoseOfTheProcess() throws {
    var scan = ProcessScan()
    let found = scan.exec(of: Self.own)
    let exec = try #require(found)
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
    #expect("net:[\(exec.namespaces.net)]" == link)
    #expect(exec.namespaces.mount != 0 && exec.namespaces.pid != 0 && exec.namespaces.user != 0)
  }

  @Test func descriptorsSayWhatTheyAre() throws {
    let pipe = Pipe()
    let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/exe"))
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    func kind(_ descriptor: Int32) -> Descriptor.Kind {
      ProcessScan.descriptor(Self.own, Int(descriptor)).kind
    }
    #expect(kind(pipe.fileHandleForReading.fileDescriptor) == .pipe)
    #expect(kind(file.fileDescriptor) == .file)
    #expect(kind(socket) == .socket)
    let null = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
    #expect(kind(null.fileDescriptor) == .null)
    #expect(ProcessScan.descriptor(Self.own, 1 << 20) == .closed)
  }

  @Test func aProcessThatIsGoneIsNone() throws {
    var gone: UInt32 = 0
    try child([]) { gone = $0 }
    var scan = ProcessScan()
    let found = [scan.exec(of: gone), scan.exec(of: .max)]
    #expect(found == [nil, nil])
  }
}
