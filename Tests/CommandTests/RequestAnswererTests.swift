// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kernel
import Monitoring
import TestKit
import Testing

@testable import egret

@Suite struct RequestAnswererTests {
  /// `#expect` takes nothing that cannot be copied.
  private final class Answering {
    private var answerer: RequestAnswerer
    let kernel = FakeKernel()

    init(stdins: consuming StdinWatcher? = nil) { answerer = RequestAnswerer(stdins: stdins) }

    /// The answers to these, in order.
    func answers(_ requests: [Request]) -> [Event] {
      for request in requests { answerer.add(request) }
      var answers: [Event] = []
      while let answer = answerer.next(kernel) { answers.append(answer) }
      return answers
    }

    func own() -> Exec? {
      answerer.runningProcesses().first { $0.actor.process.pid == UInt32(getpid()) }
    }

    func messages() -> [Event] { answerer.firstMessages() }
    func dismiss(_ server: UInt32) { _ = answers([.dismissMessage(server: server)]) }
  }

  /// A program that never reads its stdin.
  private struct SilentProgram {
    let pipe = Pipe()
    let inode: UInt64
    private let child = Process()

    init() throws {
      var facts = stat()
      #expect(fstat(pipe.fileHandleForReading.fileDescriptor, &facts) == 0)
      inode = UInt64(facts.st_ino)
      child.executableURL = URL(filePath: "/bin/sleep")
      child.arguments = ["60"]
      child.standardInput = pipe
      try child.run()
    }

    var id: ProcessID {
      ProcessID(pid: UInt32(child.processIdentifier), start: Instant(nanoseconds: 1))
    }

    func end() {
      child.end()
      child.waitUntilExit()
    }
  }

  private static let gone = ProcessID(pid: 0x7fff_fff0, start: Instant(nanoseconds: 1))

  @Test func answersComeInTheOrderOfTheRequests() throws {
    let answering = Answering()
    let own = try #require(answering.own()).actor.process
    let answers = answering.answers([
      .inspectContainer(own, pidNamespace: 3), .readResolvers(own, mountNamespace: 0),
      .inspectContainer(own, pidNamespace: 4),
    ])
    #expect(answers.count == 3)
    guard case .container(let first) = answers.first, case .resolvers(let second) = answers[1],
      case .container(let third) = answers.last
    else {
      Issue.record("\(answers)")
      return
    }
    #expect(first.pidNamespace == 3 && third.pidNamespace == 4 && first.process == own)
    #expect(second.mountNamespace == 0)
    #expect(answering.answers([]).isEmpty)
  }

  @Test func aProcessIsIdentifiedAsTheProgramThatTheKernelCallsIt() throws {
    let answering = Answering()
    let process = try #require(answering.own()).actor.process
    let actor = Actor(process: process, thread: process.pid, program: ProgramID(rawValue: 42))
    guard case .exec(let exec)? = answering.answers([.identify(actor)]).first else {
      Issue.record("no exec")
      return
    }
    #expect(exec.actor.program == ProgramID(rawValue: 42) && exec.isOlderThanEgret)
    #expect(exec.arguments == CommandLine.arguments)
    var other = actor
    other.process.start = Instant(nanoseconds: 1)
    #expect(answering.answers([.identify(other)]).isEmpty, "the pid is another's")
  }

  @Test func whatCannotBeAnsweredIsPassedOver() throws {
    let answering = Answering()
    let own = try #require(answering.own()).actor.process
    let answers = answering.answers([
      .identify(Actor(process: Self.gone, thread: 1, program: ProgramID(rawValue: 1))),
      .readResolvers(Self.gone, mountNamespace: 1),
      .awaitMessage(Self.gone, server: 1, inode: 7),
      .readRegistries(Self.gone, user: 0xffff_fff0),
      .readResolvers(own, mountNamespace: 0),
    ])
    #expect(answers.count == 1)
  }

  @Test func aFirstMessageIsAwaitedAndThenReported() throws {
    let pipe = Pipe()
    var facts = stat()
    #expect(fstat(pipe.fileHandleForReading.fileDescriptor, &facts) == 0)
    let inode = UInt64(facts.st_ino)
    let child = Process()
    child.executableURL = URL(filePath: "/bin/cat")
    child.standardInput = pipe
    child.standardOutput = FileHandle.nullDevice
    try child.run()
    defer {
      try? pipe.fileHandleForWriting.close()
      child.waitUntilExit()
    }
    let process = ProcessID(pid: UInt32(child.processIdentifier), start: Instant(nanoseconds: 1))
    let answering = Answering(stdins: try StdinWatcher())
    let awaited = answering.answers([.awaitMessage(process, server: 9, inode: inode)])
    guard case .firstMessage(let message)? = awaited.first else {
      Issue.record("\(awaited)")
      return
    }
    #expect(message.state == .awaited && message.inode == inode)
    #expect(answering.messages().isEmpty)
    try pipe.fileHandleForWriting.write(contentsOf: Data("{}\n".utf8))
    var read: [Event] = []
    for _ in 0..<500 where read.isEmpty {
      usleep(10_000)
      read = answering.messages()
    }
    guard case .firstMessage(let first)? = read.first else {
      Issue.record("no message")
      return
    }
    #expect(first.state == .read && first.inode == inode)
    answering.dismiss(9)
  }

  /// A program that has not read yet, whenever somebody looks.
  @Test func anUnreadMessageIsSeen() throws {
    let silent = try SilentProgram()
    defer { silent.end() }
    let answering = Answering(stdins: try StdinWatcher())
    func state() -> FirstMessage.State? {
      let request = Request.awaitMessage(silent.id, server: 9, inode: silent.inode)
      guard case .firstMessage(let message)? = answering.answers([request]).first else {
        return nil
      }
      return message.state
    }
    #expect(state() == .awaited)
    try silent.pipe.fileHandleForWriting.write(contentsOf: Data("{}\n".utf8))
    #expect(state() == .unread)
    #expect(answering.messages().isEmpty, "looking is no reading")
  }

  /// The kernel says of a watch that is removed that it is: unread, that would wake the loop for ever.
  @Test func aServerThatEndsBeforeItsFirstMessageLeavesNothingToRead() throws {
    let silent = try SilentProgram()
    defer { silent.end() }
    let watcher = try StdinWatcher()
    var waited = pollfd(fd: watcher.descriptor, events: Int16(POLLIN), revents: 0)
    let answering = Answering(stdins: watcher)
    let request = Request.awaitMessage(silent.id, server: 9, inode: silent.inode)
    #expect(answering.answers([request]).count == 1)
    answering.dismiss(9)
    #expect(poll(&waited, 1, 0) == 1, "the kernel's word that the watch is gone")
    #expect(answering.messages().isEmpty)
    #expect(poll(&waited, 1, 0) == 0)
  }
}
