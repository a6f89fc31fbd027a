// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestKit
import Testing

@testable import Sinks

@Suite struct StreamTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  @Test func writesInOrder() throws {
    let scratch = Scratch()
    let writer = try LineWriter(
      [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1)
    for number in 0..<1000 { #expect(writer.write(Scratch.line(number))) }
    #expect(writer.flush(within: .seconds(10)))
    let expected = (0..<1000).map { "\($0) \n" }.joined()
    #expect(Scratch.text(of: scratch.path("out")) == expected)
    #expect(writer.states.map(\.lines) == [0] && writer.mostQueuedBytes == 0)
  }

  @Test func makesFilesForTheOwnerOnlyAndAppends() throws {
    let scratch = Scratch()
    for number in 0..<2 {
      let writer = try LineWriter(
        [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1)
      writer.write(Scratch.line(number))
      #expect(writer.flush(within: .seconds(10)))
    }
    var facts = stat()
    stat(scratch.path("out"), &facts)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(Scratch.text(of: scratch.path("out")) == "0 \n1 \n")
  }

  @Test func givesAFileTheAccessThatIsAskedFor() throws {
    let scratch = Scratch()
    let access = FileAccess(mode: 0o640, group: "root")
    for _ in 0..<2 {
      let writer = try LineWriter(
        [.file(path: scratch.path("out"), access: access)], host: "h", process: 1)
      writer.write(Scratch.line(1))
      #expect(writer.flush(within: .seconds(10)))
    }
    var facts = stat()
    stat(scratch.path("out"), &facts)
    #expect(facts.st_mode & 0o777 == 0o640 && facts.st_gid == 0)
    let missing = FileAccess(mode: 0o640, group: "no-such-group")
    #expect(throws: SinkError.unknownGroup("no-such-group", path: scratch.path("out"))) {
      try LineWriter([.file(path: scratch.path("out"), access: missing)], host: "h", process: 1)
    }
  }

  @Test func aStalledReaderLosesLinesAndNeverBlocks() throws {
    let (reader, end) = Scratch.pipe()
    defer { close(reader) }
    let writer = try LineWriter(descriptor: end, name: "pipe", capacity: 200_000)
    // Nobody reads: a write that waited would wait for ever.
    var taken: [Int] = []
    for number in 0..<5000 {
      if writer.write(Scratch.line(number, length: 1000)) { taken.append(number) }
    }
    #expect(writer.lost == UInt64(5000 - taken.count))
    #expect(writer.lost > 4000)
    #expect(writer.mostQueuedBytes <= 200_000)
    #expect(!writer.flush(within: .milliseconds(50)))
    let read = Scratch.lines(from: reader, enough: taken.count)
    #expect(read.map { Int($0.prefix { $0 != " " }) } == taken)
    #expect(read.allSatisfy { $0.utf8.count >= 1002 })
    #expect(writer.flush(within: .seconds(10)))
    #expect(writer.write(Scratch.line(9999)))
    #expect(Scratch.lines(from: reader, enough: 1) == ["9999 "])
    close(end)
  }

  @Test func aClosedReaderIsToldOnce() throws {
    let (reader, end) = Scratch.pipe()
    defer { close(end) }
    close(reader)
    let writer = try LineWriter(descriptor: end, name: "pipe")
    writer.write(Scratch.line(1))
    #expect(writer.flush(within: .seconds(10)))
    #expect(writer.takeFaults() == [.closed(output: "pipe")])
    #expect(writer.isClosed)
    #expect(!writer.write(Scratch.line(2)))
    #expect(writer.lost == 1)  // nobody was promised the second
    #expect(writer.takeFaults().isEmpty)
  }

  @Test func aReaderThatGoesIsNoticedWithoutALine() throws {
    let (reader, end) = Scratch.pipe()
    defer { close(end) }
    let writer = try LineWriter(descriptor: end, name: "pipe")
    writer.closeUnread()
    #expect(!writer.isClosed)
    close(reader)
    writer.closeUnread()
    writer.closeUnread()
    #expect(writer.isClosed)
    #expect(writer.takeFaults() == [.closed(output: "pipe")])
    #expect(writer.lost == 0)
  }

  @Test func aFileHasNoReaderToGo() throws {
    let scratch = Scratch()
    let writer = try LineWriter(
      [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1)
    writer.closeUnread()
    #expect(!writer.isClosed)
  }

  @Test func oneClosedOutputDoesNotStopAnother() throws {
    let scratch = Scratch()
    let writer = try LineWriter(
      [.file(path: "/dev/full", access: nil), .file(path: scratch.path("out"), access: nil)],
      host: "h", process: 1)
    writer.write(Scratch.line(1))
    writer.write(Scratch.line(2))
    #expect(writer.flush(within: .seconds(10)))
    #expect(Scratch.text(of: scratch.path("out")) == "1 \n2 \n")
    #expect(writer.takeFaults() == [.cannotWrite(output: "file:/dev/full", code: ENOSPC)])
    #expect(writer.lost == 2)
    #expect(writer.states.map(\.lost) == [2, 0])
    #expect(!writer.isClosed)
  }

  /// A pipe that nobody reads, beside a file: the file has every line at once, also at the end.
  @Test func oneStalledOutputDoesNotStopAnother() throws {
    let scratch = Scratch()
    mkfifo(scratch.path("fifo"), 0o600)
    let reader = open(scratch.path("fifo"), O_RDONLY | O_NONBLOCK)
    let end = open(scratch.path("fifo"), O_WRONLY)
    defer { close(reader) }
    let writer = try LineWriter(
      sinks: [
        .stream(StreamSink(descriptor: end, name: "pipe")),
        .stream(StreamSink(path: scratch.path("out"))),
      ], capacity: 100_000)
    for number in 0..<2000 {
      writer.write(Scratch.line(number, length: 1000))
      while writer.states[1].bytes > 50_000 { usleep(1_000) }
    }
    #expect(!writer.drain([Scratch.line(2000)], within: .milliseconds(200)))
    let states = writer.states
    #expect(states[0].lost > 1000 && states[1].lost == 0 && states[1].lines == 0)
    let text = Scratch.text(of: scratch.path("out"))
    #expect(text.utf8.count(where: { $0 == 10 }) == 2001)
  }

  /// What did not fit is cut off, and what comes when there is room again stands on lines of its own.
  @Test(.enabled(if: geteuid() == 0, "mounting needs root"))
  func aFullDiskLeavesNoTornLine() throws {
    let scratch = Scratch()
    try #require(mount("none", scratch.folder, "tmpfs", 0, "size=65536") == 0)
    defer { umount2(scratch.folder, Int32(MNT_DETACH)) }
    let path = scratch.path("out")
    let writer = try LineWriter([.file(path: path, access: nil)], host: "h", process: 1)
    for number in 0..<100 { writer.write(Scratch.line(number, length: 1000)) }
    #expect(writer.flush(within: .seconds(10)))
    let full = Scratch.text(of: path)
    #expect(full.hasSuffix("x\n") && full.utf8.count <= 65_536)
    #expect(writer.lost == 100 - UInt64(full.utf8.count(where: { $0 == 10 })))
    truncate(path, 0)
    writer.write(Scratch.line(100, length: 1000))
    #expect(writer.flush(within: .seconds(10)))
    #expect(Scratch.text(of: path).hasPrefix("100 x"))
  }

  @Test func reopensAMovedFile() throws {
    let scratch = Scratch()
    let writer = try LineWriter(
      [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1)
    writer.write(Scratch.line(1))
    #expect(writer.flush(within: .seconds(10)))
    rename(scratch.path("out"), scratch.path("old"))
    writer.write(Scratch.line(2))
    #expect(writer.flush(within: .seconds(10)))
    writer.reopen()
    writer.write(Scratch.line(3))
    #expect(writer.flush(within: .seconds(10)))
    #expect(Scratch.text(of: scratch.path("old")) == "1 \n2 \n")
    #expect(Scratch.text(of: scratch.path("out")) == "3 \n")
  }

  @Test func drainsMoreThanTheQueueHolds() throws {
    let scratch = Scratch()
    let writer = try LineWriter(
      [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1, capacity: 5000)
    let lines = (0..<200).map { Scratch.line($0, length: 1000) }
    #expect(writer.drain(lines, within: .seconds(20)))
    #expect(writer.lost == 0)
    #expect(Scratch.text(of: scratch.path("out")).utf8.count(where: { $0 == 10 }) == 200)
  }

  @Test func drainingGivesUpInTime() throws {
    let (reader, end) = Scratch.pipe()
    defer { close(reader) }
    let writer = try LineWriter(descriptor: end, name: "pipe", capacity: 5000)
    let lines = (0..<200).map { Scratch.line($0, length: 1000) }
    #expect(!writer.drain(lines, within: .milliseconds(100)))
    #expect(writer.lost > 100)
    _ = Scratch.lines(from: reader, enough: 200 - Int(writer.lost))
    close(end)
  }

  @Test func aLineLongerThanTheQueueIsLost() throws {
    let scratch = Scratch()
    let writer = try LineWriter(
      [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1, capacity: 100)
    #expect(writer.drain([Scratch.line(1, length: 200), Scratch.line(2)], within: .seconds(10)))
    #expect(writer.lost == 1)
    #expect(Scratch.text(of: scratch.path("out")) == "2 \n")
  }

  @Test func refusesWhatIsNoFile() {
    let scratch = Scratch()
    mkfifo(scratch.path("fifo"), 0o600)
    symlink("/etc/hostname", scratch.path("link"))
    let refused = [
      scratch.path("fifo"), scratch.path("link"), scratch.folder, "/nonexistent/out",
    ]
    for path in refused {
      #expect(throws: SinkError.self) {
        try LineWriter([.file(path: path, access: nil)], host: "h", process: 1)
      }
    }
  }

  @Test func aTornLineDoesNotSpoilTheNext() throws {
    let (reader, end) = Scratch.pipe()
    defer { close(reader) }
    let flags = fcntl(end, F_GETFL)
    #expect(fcntl(end, F_SETFL, flags | O_NONBLOCK) == 0)
    let writer = try LineWriter(descriptor: end, name: "pipe")
    for number in 0..<40 { writer.write(Scratch.line(number, length: 7000)) }
    let read = Scratch.lines(from: reader, enough: 40)
    #expect(read.allSatisfy { $0.utf8.count >= 7002 })
    #expect(read.count == 40)
    #expect(writer.flush(within: .seconds(10)))
    close(end)
  }
}
