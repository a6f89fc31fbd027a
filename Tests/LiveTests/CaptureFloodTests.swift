// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

extension KernelLive {
  /// More than the ring holds, while nobody reads.
  @Suite struct CaptureFloodTests {
    private static let sent = 120_000

    @Test(
      "Of a full ring nothing is hidden: told and lost are what was sent", .timeLimit(.minutes(2)))
    func everyRecordIsCounted() throws {
      let capture = try Capture()
      let before = capture.session.losses()[.evidenceRing] ?? 0
      let seen = try capture.watch(.python(Self.flood))
      let lost = (capture.session.losses()[.evidenceRing] ?? 0) - before
      let kept = capture.session.takeFloor().filter {
        $0.destination.actor.process.pid == seen.trigger.pid
      }
      let floor = kept.reduce(0) { $0 + $1.count }
      #expect(seen.destinations.count < Self.sent, "the ring did not get full")
      #expect(UInt64(seen.destinations.count) + floor == UInt64(Self.sent))
      #expect(lost >= floor && floor > 0)
      #expect(Set(kept.map(\.destination.endpoint.port)) == [47_006, 47_007])
    }

    @Test("Lives are told through a flood of evidence", .timeLimit(.minutes(2)))
    func livesAreNotStarved() throws {
      let capture = try Capture()
      let before = capture.session.losses()[.lifecycleRing] ?? 0
      let seen = try capture.watch(.python(Self.flood + "\nos.execv('/bin/true', ['after'])"))
      #expect(seen.execs.last?.arguments == ["after"])
      #expect((capture.session.losses()[.lifecycleRing] ?? 0) == before)
    }

    /// To two ports in turn: a datagram to where the last one went is told already.
    private static let flood = """
      import os, socket
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      for i in range(\(sent)):
          s.sendto(b"x", ("127.0.0.1", 47006 + i % 2))
      """
  }
}
