// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@testable import Monitoring

/// Connections that a server did not open, and brokers that are told of twice.
@Suite struct WaysTests {
  private func begun(expecting: String = "api.example") -> Scene {
    var scene = Scene(expect: expecting)
    scene.begin()
    return scene
  }

  private func inbound(from address: String) -> Event {
    guard
      case .destination(var destination) = Scene.destination(
        20, 2, address, port: 52_311, at: 3, hook: .egress)
    else { return .tick(Scene.at(3)) }
    destination.isInbound = true
    return .destination(destination)
  }

  private func asked(_ path: String, _ hook: Hook, inode: UInt32) -> Event {
    .askedCall(
      AskedCall(
        time: Scene.at(3), actor: Scene.actor(20, 2), address: .read(.unix(path)), hook: hook,
        inode: inode))
  }

  @Test func anAnswerToAStrangerIsToldAsSuch() throws {
    var scene = begun()
    let finding = try #require(scene.findings([inbound(from: "203.0.113.9")]).first)
    #expect(finding.reasons.contains { $0.contains("203.0.113.9:52311 opened this connection") })
    #expect(finding.rules == [.inboundClient])
    #expect(finding.rule.severity == .low)
  }

  @Test func aClientThatThePolicyExpectsIsAnswered() {
    let text = "egret: 1\nservers:\n  one:\n    expect: [none]\n    clients: [203.0.113.0/28]\n"
    var scene = Scene(policy: Policy.read(text, file: "policy.yaml").policy ?? Policy())
    scene.begin()
    #expect(scene.findings([inbound(from: "203.0.113.9")]).isEmpty)
    #expect(scene.findings([inbound(from: "203.0.113.99")]).count == 1)
  }

  @Test(arguments: ["127.0.0.1", "::1", "127.9.9.9"])
  func aClientOnThisMachineIsAnswered(address: String) {
    var scene = begun()
    #expect(scene.findings([inbound(from: address)]).isEmpty)
  }

  @Test func aTunnelsEndIsNoSwap() throws {
    var scene = begun()
    let event = Scene.destination(
      20, 2, "203.0.113.9", port: 4789, at: 3, asked: Scene.endpoint("192.0.2.2", 80), hook: .route)
    let finding = try #require(scene.findings([event]).first)
    #expect(!finding.rules.contains(.destinationSwapped))
    #expect(finding.reasons.contains { $0.contains("192.0.2.2:80") && $0.contains("tunnel") })
  }

  @Test(arguments: [Hook.sendLength, .unixConnected]) func aBrokerIsToldOnceASocket(bound: Hook) {
    var scene = begun()
    let both = [
      asked("docker.sock", .unix, inode: 7), asked("/run/docker.sock", bound, inode: 7),
    ]
    #expect(scene.findings(both).map(\.rule) == [.localHandoff])
    #expect(scene.findings([asked("/run/docker.sock", .unix, inode: 8)]).count == 1)
  }

  @Test(arguments: [Hook.sendLength, .unixConnected]) func aLinkHidesNoBroker(bound: Hook) {
    var scene = begun()
    let events = [
      asked("/tmp/link", .unix, inode: 7), asked("/run/docker.sock", bound, inode: 7),
    ]
    // What is nobody's known by the name that was given is a broker by the other.
    let findings = scene.findings(events)
    #expect(findings.map(\.target.unixPath) == ["/tmp/link", "/run/docker.sock"])
    #expect(findings.map(\.target.local?.deputy) == [.process, .broker])
  }

  @Test func anExpectedBrokerRaisesNothing() {
    var scene = begun(expecting: "unix:/run/docker.sock")
    #expect(scene.findings([asked("/var/run/docker.sock", .unix, inode: 7)]).isEmpty)
    #expect(scene.findings([asked("/run/user/1/docker.sock", .unix, inode: 8)]).count == 1)
  }

  @Test func anExpectedNameHidesNoOtherBroker() {
    var scene = begun(expecting: "unix:/home/a/docker.sock")
    let events = [
      asked("/home/a/docker.sock", .unix, inode: 7),
      asked("/run/docker.sock", .sendLength, inode: 7),
    ]
    #expect(scene.findings(events).map(\.target.unixPath) == ["/run/docker.sock"])
  }

  @Test func socketsWithoutANumberAreAllTold() {
    var scene = begun()
    let events = [
      asked("/run/docker.sock", .unix, inode: 0), asked("/run/docker.sock", .unix, inode: 0),
    ]
    #expect(scene.findings(events).count == 2)
  }

  @Test func anothersMemoryThroughItsFileIsTold() throws {
    var scene = begun()
    let meddling = Meddling(
      time: Scene.at(3), actor: Scene.actor(20, 2), target: 999, call: .writeMemoryFile)
    let finding = try #require(scene.findings([.meddling(meddling)]).first)
    #expect(finding.rule == .localHandoff && finding.hook == .sysWriteFile)
    #expect(finding.reasons.contains { $0.contains("process 999 through its file in /proc") })
  }

  @Test func aTunDeviceIsNamed() throws {
    var scene = begun()
    let finding = try #require(
      scene.findings([Scene.asked(20, 2, .read(.other(family: 0xffff)), index: 0, hook: .sysIoctl)])
        .first)
    #expect(finding.reasons.contains { $0.contains("TUN or TAP device") })
  }
}
