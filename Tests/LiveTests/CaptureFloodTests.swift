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
      let before = capture.session.losses().byStage[.evidenceRing] ?? 0
      let seen = try capture.watch(.python(Self.flood))
      let lost = (capture.session.losses().byStage[.evidenceRing] ?? 0) - before
      let kept = capture.session.takeFloor().filter {
        $0.destination.actor.process.pid == seen.trigger.pid
      }
      let floor = kept.reduce(0) { $0 + $1.count }
      #expect(seen.destinations.count < Self.sent, "the ring did not get full")
      #expect(UInt64(seen.destinations.count) + floor == UInt64(Self.sent))
      #expect(lost >= floor && floor > 0)
      #expect(Set(kept.map(\.destination.endpoint.port)) == [47_006, 47_007])
      let refused = Self.refused(capture)
      #expect(refused["on_sendmsg4"] == floor, "\(refused)")
      let losses = capture.session.losses().byStage
      #expect(
        refused.values.reduce(0, +) == (losses[.evidenceRing] ?? 0) + (losses[.lifecycleRing] ?? 0))
    }

    /// Records without room, by program.
    private static func refused(_ capture: Capture) -> [String: UInt64] {
      Dictionary(
        uniqueKeysWithValues: capture.session.losses().byProgram.map { ($0.program, $0.refused) })
    }

    @Test(
      "A program whose exec found no room is told when it acts, with its arguments",
      .timeLimit(.minutes(2)))
    func untoldExecIsToldLate() throws {
      let capture = try Capture()
      var trigger = Trigger(command: ["sh", "-c", Self.storm, "sh"])
      trigger.environment["PADDING"] = String(repeating: "x", count: 16_000)
      let seen = try capture.watch(trigger)
      let refused = Self.refused(capture)["on_exec"] ?? 0
      #expect(refused > 0, "the ring did not get full")
      let sent = try #require(seen.destinations.first { $0.endpoint.port == 47_008 })
      let late = try #require(seen.execs.last { $0.actor.program == sent.actor.program })
      #expect(late.arguments.last == "the last of many", "\(late)")
      #expect(late.executable.contains("python"))
      #expect(late.actor.process == sent.actor.process)
      #expect(late.time <= sent.time)
      #expect(late.environment.contains("PATH"))
    }

    /// Executes more than the ring holds, and then connects.
    private static let storm = """
      i=0; while [ $i -lt 1500 ]; do /bin/true; i=$((i+1)); done
      exec env -u PADDING python3 -c 'import socket
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.sendto(b"x", ("127.0.0.1", 47008))' "the last of many"
      """

    @Test("Lives are told through a flood of evidence", .timeLimit(.minutes(2)))
    func livesAreNotStarved() throws {
      let capture = try Capture()
      let before = capture.session.losses().byStage[.lifecycleRing] ?? 0
      let seen = try capture.watch(.python(Self.flood + "\nos.execv('/bin/true', ['after'])"))
      #expect(seen.execs.last?.arguments == ["after"])
      #expect((capture.session.losses().byStage[.lifecycleRing] ?? 0) == before)
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
