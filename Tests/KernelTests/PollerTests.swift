// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Foundation
import Testing

@testable import Kernel

/// The loop's waiting, over pipes in the rings' place and signals of this thread alone.
@Suite struct PollerTests {
  private static let hour: UInt64 = 3_600_000_000_000

  /// Something to poll: a pipe that holds a byte while it is raised.
  private final class Event {
    private let pipe = Pipe()

    var descriptor: Int32 { pipe.fileHandleForReading.fileDescriptor }

    func raise() { pipe.fileHandleForWriting.write(Data([1])) }

    func take() { _ = pipe.fileHandleForReading.availableData }
  }

  /// The body with a poller; afterwards this thread takes signals as before.
  private func polled(
    _ rings: [Event] = [], tick: UInt64 = hour, _ body: (inout Poller) throws -> Void
  ) throws {
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var poller = try Poller(rings: rings.map(\.descriptor), tick: tick)
    try body(&poller)
  }

  private func raise(_ signals: Int32...) {
    for signal in signals { pthread_kill(pthread_self(), signal) }
  }

  @Test func eachRingWakes() throws {
    let rings = [Event(), Event()]
    try polled(rings) { poller in
      for ring in rings {
        ring.raise()
        let ready = poller.wait()
        #expect(ready.rings && !ready.tick && !ready.files && ready.signals.isEmpty)
        let again = poller.wait()
        #expect(again.rings, "a ring that is not read wakes again")
        ring.take()
      }
    }
  }

  @Test func theClockTicksAgainAndAgain() throws {
    try polled(tick: 5_000_000) { poller in
      for _ in 0..<3 {
        let ready = poller.wait()
        #expect(ready.tick && !ready.rings)
      }
    }
  }

  @Test func signalsSayWhatIsWanted() throws {
    try polled { poller in
      var isDue = poller.isDue
      #expect(!isDue)
      raise(SIGTERM)
      isDue = poller.isDue
      #expect(isDue)
      var ready = poller.wait()
      #expect(ready.signals == [.stop])
      isDue = poller.isDue
      #expect(!isDue)
      raise(SIGHUP)
      ready = poller.wait()
      #expect(ready.signals == [.reload])
      raise(SIGINT, SIGHUP, SIGPIPE)
      ready = poller.wait()
      #expect(Set(ready.signals) == [.stop, .reload])
    }
  }

  @Test func theClockIsDue() throws {
    try polled(tick: 5_000_000) { poller in
      let end = ContinuousClock.now + .seconds(10)
      while !poller.isDue, ContinuousClock.now < end { poller.linger(milliseconds: 1) }
      let isDue = poller.isDue
      #expect(isDue)
      let ready = poller.wait()
      #expect(ready.tick)
    }
  }

  @Test func aSignalEndsALinger() throws {
    try polled { poller in
      raise(SIGHUP)
      let began = ContinuousClock.now
      poller.linger(milliseconds: 60_000)
      #expect(ContinuousClock.now - began < .seconds(30))
      let ready = poller.wait()
      #expect(ready.signals == [.reload])
    }
  }

  @Test func changedFilesAreToldOnceAndAfterAPause() throws {
    let files = Event()
    try polled { poller in
      poller.add(files: files.descriptor)
      for _ in 0..<2 {
        files.raise()
        let began = ContinuousClock.now
        while !poller.wait().files {}
        #expect(ContinuousClock.now - began >= .milliseconds(190))
        // Not taken yet: nothing wakes before they are.
        raise(SIGHUP)
        let ready = poller.wait()
        #expect(ready.signals == [.reload] && !ready.files)
        files.take()
        poller.rearmFiles()
      }
    }
  }

  @Test func messagesWake() throws {
    let messages = Event()
    try polled { poller in
      poller.add(messages: messages.descriptor)
      messages.raise()
      let ready = poller.wait()
      #expect(ready.messages && !ready.rings)
    }
  }

  @Test func severalAtOnceAreToldAtOnce() throws {
    let (ring, messages) = (Event(), Event())
    try polled([ring]) { poller in
      poller.add(messages: messages.descriptor)
      ring.raise()
      messages.raise()
      raise(SIGTERM)
      let ready = poller.wait()
      #expect(ready.rings && ready.messages && ready.signals == [.stop])
    }
  }
}
