// SPDX-License-Identifier: Apache-2.0

import Events
import Processes
import Testing

/// Storms: what stays, and that it stays bounded.
@Suite struct ProcessTreeBoundsTests {
  typealias Make = ProcessEvents

  @Test func aForkStormIsBounded() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits(nodes: 4_096))
    for index in 0..<UInt32(100_000) {
      let child = Make.id(100 + index % 30_000, start: 1_000 + UInt64(index))
      tree.fork(Make.fork(ProcessTreeTests.client, child, program: 2, at: 2))
      tree.exit(Make.exit(child, at: 2))
      #expect(tree.count <= 4_096)
    }
    #expect(tree.dropped > 0)
    #expect(tree.refused == 0)
    #expect(tree[ProcessTreeTests.client]?.isAlive == true)
    #expect(tree.count(of: ProgramID(rawValue: 2)) == 1)
    tree.advance(to: Make.at(1_000))
    #expect(tree.count == 2)
  }

  /// Builds and shells come and go by the thousand, and are nobody's.
  @Test func whatIsNobodysIsForgottenSoon() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits())
    for index in 0..<UInt32(100_000) {
      let child = Make.id(100 + index % 30_000, start: 1_000 + UInt64(index))
      let time = 10 + UInt64(index / 100)
      tree.fork(Make.fork(ProcessTreeTests.client, child, program: 2, at: time))
      tree.exec(
        Make.exec(
          child, program: 1_000 + UInt64(index), parent: ProcessTreeTests.client, at: time))
      tree.exit(Make.exit(child, at: time))
      tree.letGo(child)
      #expect(tree.count <= 2 + 5 * 100)
    }
    #expect(tree.dropped == 0 && tree.refused == 0)
  }

  /// A server's children that come and go, five hundred a second, are kept for three seconds, not for
  /// thirty.
  @Test func aCrowdOfTheDeadHasAShortGrace() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits(crowd: 1_000))
    for index in 0..<UInt32(20_000) {
      let child = Make.id(100 + index)
      let time = UInt64(index / 500)
      tree.fork(Make.fork(ProcessTreeTests.client, child, program: 2, at: time))
      tree.exit(Make.exit(child, at: time))
      #expect(tree.count <= 2 + 5 * 500)
    }
    #expect(tree.dropped == 0 && tree.refused == 0)
    tree.advance(to: Make.at(43))
    #expect(tree.count <= 2 + 1_000 && tree.count > 900)
    tree.advance(to: Make.at(100))
    #expect(tree.count == 2)
  }

  @Test func aForebearThatIsNobodysStaysForTheLiving() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits())
    let shell = Make.id(20)
    let server = Make.id(21)
    var exec = Make.exec(shell, program: 3, parent: ProcessTreeTests.client, file: "/bin/sh")
    exec.environment = ["API_TOKEN"]
    tree.exec(exec)
    tree.fork(Make.fork(shell, server, program: 3))
    tree.exit(Make.exit(shell, at: 2))
    tree.letGo(shell)
    tree.letGo(server)  // it lives: nothing happens
    tree.advance(to: Make.at(100))
    #expect(tree[shell]?.exec?.arguments == ["/bin/sh"])
    #expect(tree[shell]?.exec?.environment == [] && tree[server]?.exec?.environment != [])
    tree.exit(Make.exit(server, at: 100))
    tree.advance(to: Make.at(110))
    #expect(tree[server] != nil && tree[shell] != nil)
    tree.advance(to: Make.at(200))
    #expect(tree[server] == nil && tree[shell] == nil)
  }

  @Test func aForkStormKeepsTheLineOfTheLiving() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits(nodes: 1_024))
    let launcher = Make.id(20)
    let server = Make.id(21)
    tree.exec(Make.exec(launcher, program: 3, parent: ProcessTreeTests.client, file: "/bin/npx"))
    tree.fork(Make.fork(launcher, server, program: 3))
    tree.exit(Make.exit(launcher, at: 2))
    for index in 0..<UInt32(20_000) {
      let child = Make.id(100 + index)
      tree.fork(Make.fork(server, child, program: 3, at: 3))
      tree.exit(Make.exit(child, at: 3))
    }
    #expect(tree.dropped > 18_000)
    #expect(tree.ancestors(of: server).map(\.id.pid) == [20, 10, 1])
  }

  @Test func aStormOfChainsIsBounded() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits(nodes: 1_024))
    var last = ProcessTreeTests.client
    for index in 0..<UInt32(10_000) {
      let child = Make.id(100 + index)
      tree.fork(Make.fork(last, child, program: 2, at: 3))
      if index > 0 { tree.exit(Make.exit(last, at: 3)) }
      last = child
      #expect(tree.count <= 1_024)
    }
    #expect(tree[last]?.isAlive == true)
    #expect(tree.refused == 0)
  }

  @Test func aStormAtTheFullSizeIsForgotten() {
    var tree = ProcessTreeTests.tree()
    for index in 0..<UInt32(100_000) {
      let child = Make.id(1_000 + index)
      tree.fork(Make.fork(ProcessTreeTests.client, child, program: 2, at: 2))
      if index >= 10 { tree.exit(Make.exit(Make.id(1_000 + index - 10), at: 2)) }
    }
    #expect(tree.dropped == 0)
    #expect(tree.count == 100_002)
    tree.advance(to: Make.at(60))
    #expect(tree.count == 12)
  }

  @Test func whoeverLivesIsNotDropped() {
    var tree = ProcessTreeTests.tree(limits: ProcessTreeLimits(nodes: 64))
    for pid: UInt32 in 100..<300 {
      tree.fork(Make.fork(ProcessTreeTests.client, Make.id(pid), program: 2))
    }
    #expect(tree.count == 64)
    #expect(tree.refused == 138)
    #expect(tree[Make.id(100)]?.isAlive == true)
    for pid: UInt32 in 100..<110 { tree.exit(Make.exit(Make.id(pid), at: 2)) }
    tree.fork(Make.fork(ProcessTreeTests.client, Make.id(500), program: 2, at: 3))
    #expect(tree[Make.id(500)]?.isAlive == true)
    #expect(tree[Make.id(100)] == nil, "the oldest dead goes first")
    #expect(tree[Make.id(109)]?.isAlive == false)
  }

  @Test func aLongChainOfForksIsForgottenWhole() {
    var tree = ProcessTreeTests.tree()
    var last = ProcessTreeTests.client
    for index in 0..<UInt32(50_000) {
      let child = Make.id(1_000 + index)
      tree.fork(Make.fork(last, child, program: 2, at: 2))
      if last != ProcessTreeTests.client { tree.exit(Make.exit(last, at: 2)) }
      last = child
    }
    #expect(tree.ancestors(of: last).count == 16)
    #expect(tree.ancestors(of: last, limit: 100_000).count == 50_001)
    tree.exit(Make.exit(last, at: 3))
    tree.advance(to: Make.at(100))
    #expect(tree.count == 2)
  }

  @Test func aForkSharesItsParentsStrings() {
    var tree = ProcessTree()
    let long = String(repeating: "x", count: 4_096)
    tree.exec(Make.exec(Make.id(2), program: 2, parent: Make.id(1), file: long))
    for pid: UInt32 in 3..<1_003 { tree.fork(Make.fork(Make.id(2), Make.id(pid), program: 2)) }
    #expect(MemoryLayout<ProcessNode>.stride <= 96)
    #expect(tree[Make.id(1_002)]?.exec?.executable == long)
  }

  @Test func livingProcessesOfEachProgramAreCounted() {
    var tree = ProcessTreeTests.tree()
    var living: [(id: ProcessID, program: UInt64)] = []
    var ends = 0
    for index in 0..<UInt64(20_000) {
      // A fixed sequence in which programs come and go.
      let mixed = (index &* 0x9e37_79b9_7f4a_7c15) >> 33
      let child = Make.id(100 + UInt32(index))
      living.append((child, 5 + mixed % 16))
      tree.exec(
        Make.exec(child, program: 5 + mixed % 16, parent: ProcessTreeTests.client, at: 2))
      guard living.count > 20 || mixed.isMultiple(of: 3) else { continue }
      let (id, program) = living.remove(at: Int(mixed >> 8) % living.count)
      let isLast = !living.contains { $0.program == program }
      ends += isLast ? 1 : 0
      let told = tree.exit(Make.exit(id, at: 2)).map(\.rawValue)
      #expect(told == (isLast ? [program] : []))
    }
    #expect(ends > 100)
    for program: UInt64 in 5...20 {
      let expected = living.filter { $0.program == program }.count
      #expect(tree.count(of: ProgramID(rawValue: program)) == expected)
    }
  }
}
