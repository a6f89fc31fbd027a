// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// `sendmmsg`: what was asked for, against what the kernel used.
@Suite struct AskedMessagesTests {
  private func begun() -> Scene {
    var scene = Scene(expect: "10.0.0.0/8:*/any")
    scene.begin()
    return scene
  }

  private func swaps(_ scene: inout Scene, _ address: String, thread: UInt32 = 20) -> Bool {
    let event = Scene.destination(
      20, 2, address, at: 3, asked: .many, hook: .sendmsg4, thread: thread)
    return scene.findings([event]).contains { $0.rule == .destinationSwapped }
  }

  private func ask(_ scene: inout Scene, _ addresses: [AskedAddress], from start: UInt16 = 0) {
    for (index, address) in addresses.enumerated() {
      scene.feed([Scene.asked(20, 2, address, index: start + UInt16(index))])
    }
  }

  @Test func onlyWhatWasNotAskedForIsASwap() {
    var scene = begun()
    ask(&scene, [Scene.endpoint("10.0.0.1"), Scene.endpoint("10.0.0.2")])
    #expect(!swaps(&scene, "10.0.0.1"))
    #expect(!swaps(&scene, "10.0.0.2"))
    #expect(swaps(&scene, "10.0.0.3"))
  }

  @Test func aNewCallBeginsANewList() {
    var scene = begun()
    ask(&scene, [Scene.endpoint("10.0.0.1")])
    ask(&scene, [Scene.endpoint("10.0.0.2")])
    #expect(swaps(&scene, "10.0.0.1"))
  }

  @Test func anUnreadableFirstMessageDoesNotKeepTheOldList() {
    var scene = begun()
    ask(&scene, [Scene.endpoint("10.0.0.1")])
    for _ in 0..<1_000 { ask(&scene, [.unreadable, Scene.endpoint("10.0.0.2")]) }
    #expect(scene.monitor.calls.count == 0)
    #expect(!swaps(&scene, "10.0.0.9"), "nothing is known of what was asked")
  }

  @Test func aListWithAHoleProvesNothing() {
    var scene = begun()
    ask(&scene, [Scene.endpoint("10.0.0.1")])
    ask(&scene, [Scene.endpoint("10.0.0.3")], from: 2)
    #expect(!swaps(&scene, "10.0.0.2"))
  }

  @Test func pastTheLastMessageTakenNothingIsKnown() {
    var scene = begun()
    for index in 0..<UInt16(64) {
      scene.feed([Scene.asked(20, 2, Scene.endpoint("10.0.0.1"), index: index)])
    }
    #expect(!swaps(&scene, "10.0.0.9"))
  }

  @Test func manyThreadsLeaveRoomForOthers() {
    var scene = begun()
    for thread in 0..<UInt32(20_000) {
      scene.feed([Scene.asked(20, 2, Scene.endpoint("10.0.0.1"), index: 0, thread: 100 + thread)])
      #expect(scene.monitor.calls.count <= AskedMessages.threadLimit)
    }
    #expect(swaps(&scene, "10.0.0.3", thread: 20_099))
    #expect(scene.monitor.losses[.askedMessages, default: 0] > 15_000)
  }

  @Test func whatOthersAskIsNotKept() {
    var scene = begun()
    scene.feed([Scene.asked(10, 1, Scene.endpoint("10.0.0.1"), index: 0)])
    #expect(scene.monitor.calls.count == 0)
  }

  @Test func anExitForgets() {
    var scene = begun()
    ask(&scene, [Scene.endpoint("10.0.0.1")])
    scene.feed([Scene.exit(20, 2, at: 4)])
    #expect(scene.monitor.calls.count == 0)
  }
}
