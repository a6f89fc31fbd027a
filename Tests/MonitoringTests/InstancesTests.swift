// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// The servers that run and what their programs are there for, alone.
@Suite struct InstancesTests {
  private var outcomes: [Outcome] = []

  private mutating func begun(
    _ exec: Exec, isManual: Bool = false, judgesManual: Bool = false
  ) -> Instances {
    var instances = Instances(judgesManual: judgesManual)
    _ = instances.begin(
      Beginning(exec, Parts.recognition(isManual: isManual)), into: &outcomes)
    return instances
  }

  @Test mutating func aStartIsWatchedAndAskedAbout() {
    let instances = begun(Parts.exec(20, 2))
    #expect(
      outcomes == [
        .directive(.watch(ProgramID(rawValue: 2))),
        .request(.readResolvers(Scene.id(20), mountNamespace: Scene.mount)),
        .request(.awaitMessage(Scene.id(20), server: 1, inode: 1)),
        .request(.readProxies(Scene.id(20), starter: Scene.id(1))),
      ])
    #expect(instances.running.map(\.value.number) == [1])
    #expect(instances.standing(of: ProgramID(rawValue: 2))?.value.role == .server)
  }

  @Test mutating func anInstallerIsAskedForItsRegistries() {
    let npx = Parts.exec(20, 2, ["npx", "-y", "@acme/mcp-demo"])
    let instances = begun(npx)
    #expect(outcomes.contains(.request(.readRegistries(Scene.id(20), user: 1000))))
    #expect(instances.standing(of: ProgramID(rawValue: 2))?.value.isInstaller == true)
    #expect(instances[1]?.value.registries.isEmpty == false)
  }

  @Test mutating func whatIsInAContainerServesAndIsNotAsked() {
    var instances = Instances(judgesManual: false)
    var beginning = Beginning(
      Parts.exec(20, 2, ["npx", "-y", "@acme/mcp-demo"]), Parts.recognition())
    beginning.isContained = true
    _ = instances.begin(beginning, into: &outcomes)
    #expect(instances.standingCount == 0)
    #expect(instances[1]?.value.serverBegan == Scene.at(2))
    let asks = outcomes.contains { if case .request(.readRegistries) = $0 { true } else { false } }
    #expect(!asks)
  }

  @Test mutating func aManualStartIsFollowed() {
    var instances = begun(Parts.exec(20, 2), isManual: true)
    #expect(outcomes == [.directive(.follow(ProgramID(rawValue: 2)))])
    guard let instance = instances[1] else {
      Issue.record("no instance")
      return
    }
    #expect(!instances.isJudged(instance))
    instances.adopt(
      Parts.exec(21, 3), by: instance, above: ProgramID(rawValue: 2), into: &outcomes)
    #expect(outcomes.last == .directive(.follow(ProgramID(rawValue: 3))))
    #expect(instances.programCount == 2)
  }

  @Test mutating func programsComeAndGo() {
    var instances = begun(Parts.exec(20, 2))
    guard let instance = instances[1] else {
      Issue.record("no instance")
      return
    }
    instances.adopt(
      Parts.exec(21, 3), by: instance, above: ProgramID(rawValue: 2), into: &outcomes)
    #expect(instances.instance(of: ProgramID(rawValue: 3))?.value.number == 1)
    instances.end(ProgramID(rawValue: 2), at: Scene.at(4))
    #expect(instances.running.count == 1)
    instances.end(ProgramID(rawValue: 3), at: Scene.at(5))
    #expect(instances.running.isEmpty && instances.count == 1, "evidence may come late")
    instances.advance(to: Scene.at(36), isDoubtful: false)
    #expect(instances.count == 0 && instances.programCount == 0)
  }

  @Test mutating func aStartWithoutAProgramIsNoInstance() {
    let instances = begun(Parts.exec(20, 0))
    #expect(instances.count == 0)
  }

  @Test mutating func theFirstMessageIsOfItsStdin() {
    var instances = begun(Parts.exec(20, 2))
    for (inode, isKnown) in [(UInt64(7), false), (0, false), (1, true)] {
      instances.learn(
        FirstMessage(time: Scene.at(2), state: .awaited, since: Scene.at(2), inode: inode))
      #expect((instances[1]?.value.serving.isServing(at: Scene.at(2)) != nil) == isKnown)
    }
  }

  @Test mutating func anOrphanIsKnownByItsPipes() {
    func orphan(_ inode: UInt64, isOlder: Bool = true) -> Exec {
      var exec = Parts.exec(30, 3, isOlder: isOlder)
      exec.stdio = [Descriptor(kind: .pipe, inode: inode), Descriptor(kind: .pipe, inode: 2)]
      return exec
    }
    var server = Parts.exec(20, 2)
    server.stdio = [Descriptor(kind: .pipe, inode: 1), Descriptor(kind: .pipe, inode: 2)]
    let instances = begun(server)
    #expect(instances.sharer(of: orphan(1))?.value.number == 1)
    #expect(instances.sharer(of: orphan(9)) == nil)
    #expect(instances.sharer(of: orphan(1, isOlder: false)) == nil)
  }
}
