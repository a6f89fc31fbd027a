// SPDX-License-Identifier: Apache-2.0

import Events
import Processes
import Testing

@Suite struct ProcessTreeTests {
  typealias Make = ProcessEvents

  static let start = Make.id(1)
  static let client = Make.id(10)

  /// init (program 1) and its child, a client (program 2).
  static func tree(limits: ProcessTreeLimits = ProcessTreeLimits()) -> ProcessTree {
    var tree = ProcessTree(limits: limits)
    tree.exec(Make.exec(start, program: 1, parent: Make.id(0), file: "/sbin/init", isOlder: true))
    tree.exec(Make.exec(client, program: 2, parent: start, file: "/bin/client", isOlder: true))
    return tree
  }

  static func pids(_ tree: ProcessTree, _ id: ProcessID) -> [UInt32] {
    tree.ancestors(of: id).map(\.id.pid)
  }

  static func programs(_ programs: [ProgramID]) -> [UInt64] { programs.map(\.rawValue) }

  @Test func aForkRunsItsParentsProgram() {
    var tree = Self.tree()
    #expect(tree.fork(Make.fork(Self.client, Make.id(11), program: 2)) == [])
    let child = tree[Make.id(11)]
    #expect(child?.parent == Self.client)
    #expect(child?.exec?.executable == "/bin/client")
    #expect(child?.program == ProgramID(rawValue: 2))
    #expect(child?.isAlive == true)
    #expect(child?.name == "fork")
    #expect(child?.execTime == Make.at(1))
    #expect(tree.count(of: ProgramID(rawValue: 2)) == 2)
    #expect(Self.pids(tree, Make.id(11)) == [10, 1])
  }

  @Test func anExecReplacesTheProgram() {
    var tree = Self.tree()
    tree.fork(Make.fork(Self.client, Make.id(11), program: 2))
    let exec = Make.exec(Make.id(11), program: 3, parent: Self.client, file: "/bin/server", at: 2)
    #expect(tree.exec(exec) == [])
    #expect(tree[Make.id(11)]?.exec == exec)
    #expect(tree[Make.id(11)]?.name == "exec")
    #expect(tree.count(of: ProgramID(rawValue: 2)) == 1)
    let again = Make.exec(Make.id(11), program: 4, parent: Self.client, at: 3)
    #expect(Self.programs(tree.exec(again)) == [3])
    #expect(tree.exec(again) == [], "told twice")
    #expect(Self.programs(tree.exit(Make.exit(Make.id(11), at: 4))) == [4])
    #expect(tree.exit(Make.exit(Make.id(11), at: 4)) == [])
  }

  /// Starts are told in ticks of 10 ms: a short life and the next under its pid may begin in one.
  @Test func aPidThatComesAgainInTheSameTickIsAnother() {
    var tree = Self.tree()
    tree.fork(Make.fork(Self.client, Make.id(11), program: 2))
    tree.exec(Make.exec(Make.id(11), program: 3, parent: Self.client, file: "/bin/server"))
    #expect(Self.programs(tree.exit(Make.exit(Make.id(11)))) == [3])
    #expect(tree.fork(Make.fork(Self.start, Make.id(11), program: 1)) == [])
    #expect(tree[Make.id(11)]?.program == ProgramID(rawValue: 1))
    #expect(Self.pids(tree, Make.id(11)) == [1])
    #expect(tree.count(of: ProgramID(rawValue: 1)) == 2)
    #expect(tree[Make.id(11)]?.exec?.executable == "/sbin/init")
  }

  @Test func aProgramEndsWithItsLastProcess() {
    var tree = Self.tree()
    for pid: UInt32 in 11...20 { tree.fork(Make.fork(Self.client, Make.id(pid), program: 2)) }
    #expect(tree.exit(Make.exit(Self.client)) == [])
    for pid: UInt32 in 11...19 { #expect(tree.exit(Make.exit(Make.id(pid))) == []) }
    #expect(Self.programs(tree.exit(Make.exit(Make.id(20)))) == [2])
    #expect(tree.count(of: ProgramID(rawValue: 2)) == 0)
  }

  @Test func aDoubleForkKeepsItsLine() {
    var tree = Self.tree()
    tree.fork(Make.fork(Self.client, Make.id(11), program: 2))
    tree.fork(Make.fork(Make.id(11), Make.id(12), program: 2))
    tree.exit(Make.exit(Make.id(11), at: 2))
    // setsid and reparenting to init show in the exec's parent only.
    let exec = Make.exec(Make.id(12), program: 3, parent: Self.start, file: "/bin/server", at: 3)
    tree.exec(exec)
    #expect(Self.pids(tree, Make.id(12)) == [11, 10, 1])
    #expect(tree.ancestorExecs(of: exec).map(\.executable) == ["/bin/client", "/sbin/init"])
    tree.exit(Make.exit(Self.client, at: 4))
    tree.advance(to: Make.at(4_000))
    #expect(Self.pids(tree, Make.id(12)) == [11, 10, 1], "dead for long, with a living descendant")
    #expect(tree[Make.id(11)]?.isAlive == false)
    tree.exit(Make.exit(Make.id(12), at: 4_001))
    tree.advance(to: Make.at(4_030))
    #expect(Self.pids(tree, Make.id(12)) == [11, 10, 1], "evidence may be late")
    tree.advance(to: Make.at(4_040))
    #expect(tree.count == 1, "only init is left")
    #expect(tree[Make.id(12)] == nil)
  }

  @Test func ancestorExecsBeforeAndAfterTheExecIsKnown() {
    var tree = Self.tree()
    let exec = Make.exec(Make.id(12), program: 3, parent: Self.client)
    let before = tree.ancestorExecs(of: exec)
    tree.exec(exec)
    #expect(before == tree.ancestorExecs(of: exec))
    #expect(before.map(\.executable) == ["/bin/client", "/sbin/init"])
    #expect(tree.ancestorExecs(of: exec, limit: 1).count == 1)
  }

  @Test func anExitedLeaderMayStillExec() {
    var tree = Self.tree()
    tree.exec(Make.exec(Make.id(12), program: 3, parent: Self.client))
    #expect(Self.programs(tree.exit(Make.exit(Make.id(12), at: 2))) == [3])
    #expect(tree.exec(Make.exec(Make.id(12), program: 4, parent: Self.client, at: 2)) == [])
    #expect(tree[Make.id(12)]?.isAlive == true)
    tree.advance(to: Make.at(1_000))
    #expect(tree[Make.id(12)]?.program == ProgramID(rawValue: 4))
    #expect(Self.programs(tree.exit(Make.exit(Make.id(12), at: 1_001))) == [4])
  }

  @Test func aReusedPidIsAnotherProcess() {
    var tree = Self.tree()
    let old = Make.id(50, start: 500)
    let new = Make.id(50, start: 900)
    tree.exec(Make.exec(old, program: 3, parent: Self.client, file: "/bin/old"))
    tree.fork(Make.fork(old, Make.id(51), program: 3))
    // The exit of the old one was lost; its child lives on.
    #expect(tree.fork(Make.fork(Self.start, new, program: 1)) == [])
    #expect(tree[old]?.isAlive == false)
    #expect(tree.node(pid: 50)?.id == new)
    #expect(tree[new]?.exec?.executable == "/sbin/init")
    #expect(Self.pids(tree, Make.id(51)) == [50, 10, 1])
    #expect(tree.ancestors(of: Make.id(51)).first?.id == old)
    #expect(Self.programs(tree.exit(Make.exit(Make.id(51)))) == [3])
    let third = Make.id(50, start: 950)
    #expect(tree.exec(Make.exec(third, program: 9, parent: Self.start)) == [])
    #expect(tree[new]?.isAlive == false)
    #expect(tree.node(pid: 50)?.program == ProgramID(rawValue: 9))
    #expect(tree.count(of: ProgramID(rawValue: 1)) == 1)
  }

  @Test func reusedPidEndsALostProgram() {
    var tree = Self.tree()
    tree.exec(Make.exec(Make.id(50, start: 500), program: 3, parent: Self.client))
    let ended = tree.exec(Make.exec(Make.id(50, start: 900), program: 4, parent: Self.start))
    #expect(Self.programs(ended) == [3])
  }

  @Test func anUnknownStartIsTolerated() {
    var tree = Self.tree()
    let unknown = Make.id(10, start: 0)
    #expect(tree[unknown]?.id == Self.client)
    tree.fork(Make.fork(unknown, Make.id(11), program: 2))
    #expect(tree[Make.id(11)]?.parent == Self.client)
    // Stored without a start, asked for with one.
    tree.exec(Make.exec(Make.id(60, start: 0), program: 6, parent: Self.client))
    #expect(tree[Make.id(60, start: 777)]?.program == ProgramID(rawValue: 6))
    #expect(Self.programs(tree.exit(Make.exit(Make.id(60, start: 777)))) == [6])
    #expect(tree[Make.id(60, start: 778)] == nil)
    tree.fork(Make.fork(Self.client, Make.id(60, start: 0), program: 2, at: 2))
    #expect(tree[Make.id(60, start: 0)]?.program == ProgramID(rawValue: 2))
    #expect(tree[Make.id(60, start: 0)]?.isAlive == true)
  }

  @Test func anUnknownProcessIsTolerated() {
    var tree = ProcessTree()
    #expect(tree.exit(Make.exit(Make.id(5), program: 3)) == [])
    tree.fork(Make.fork(Make.id(5), Make.id(6), program: 3))
    #expect(tree[Make.id(6)]?.exec == nil)
    #expect(tree[Make.id(6)]?.program == ProgramID(rawValue: 3))
    #expect(tree.ancestors(of: Make.id(6)).isEmpty)
    #expect(tree.ancestors(of: Make.id(99)).isEmpty)
    // Its parent becomes known later.
    tree.exec(Make.exec(Make.id(5), program: 4, parent: Make.id(1)))
    #expect(Self.pids(tree, Make.id(6)) == [5])
    #expect(Self.programs(tree.exit(Make.exit(Make.id(6)))) == [3])
  }

  @Test func aLostExecOfTheParentIsNotInherited() {
    var tree = Self.tree()
    tree.fork(Make.fork(Self.client, Make.id(11), program: 77))
    #expect(tree[Make.id(11)]?.exec == nil)
    #expect(tree[Make.id(11)]?.program == ProgramID(rawValue: 77))
  }

  @Test func whatWasSeenIsBetterThanProc() {
    var tree = Self.tree()
    tree.exec(Make.exec(Make.id(11), program: 3, parent: Self.client, file: "/bin/seen", at: 2))
    let read = Make.exec(
      Make.id(11), program: 4, parent: Self.client, file: "/bin/rewritten", isOlder: true, at: 2)
    #expect(tree.exec(read) == [])
    #expect(tree[Make.id(11)]?.exec?.executable == "/bin/seen")
    #expect(tree.count(of: ProgramID(rawValue: 4)) == 0)
    // A fork's inherited exec is not its own.
    tree.fork(Make.fork(Make.id(11), Make.id(12), program: 3))
    tree.exec(
      Make.exec(Make.id(12), program: 5, parent: Make.id(11), file: "/bin/own", isOlder: true))
    #expect(tree[Make.id(12)]?.exec?.executable == "/bin/own")
  }

  @Test func impossibleFamiliesDoNotHang() {
    var tree = ProcessTree()
    tree.fork(Make.fork(Make.id(5), Make.id(5), program: 3))
    tree.exec(Make.exec(Make.id(7), program: 1, parent: Make.id(8)))
    tree.exec(Make.exec(Make.id(8), program: 2, parent: Make.id(7)))
    tree.exec(Make.exec(Make.id(9), program: 4, parent: Make.id(9)))
    #expect(tree.ancestors(of: Make.id(7), limit: 9).count == 9)
    for pid: UInt32 in [5, 7, 8, 9] { tree.exit(Make.exit(Make.id(pid), at: 2)) }
    tree.advance(to: Make.at(100))
    #expect(tree[Make.id(9)] == nil)
  }
}
