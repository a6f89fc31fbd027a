// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

/// The main job end to end: a real MCP server that steals, a real client, real name servers and TLS
/// hosts in namespaces of the test's own, and the built `egret` on the outside.
///
/// Tests/Attack plays the scenes and checks what Egret wrote; its output is the failure's text.
@Suite(
  .serialized,
  .enabled(if: geteuid() == 0, "needs root for network namespaces and BPF: sudo scripts/test"),
  .enabled(if: AttackScript.isHere, "Tests/Attack is not on this machine"))
struct ReferenceAttackTests {
  @Test("The lab leaves nothing behind and lets nothing out", .timeLimit(.minutes(6)))
  func labLeavesNothing() throws {
    let played = try AttackScript.run(["-m", "unittest", "test_lab"])
    #expect(played.status == 0, "\(played.output)")
  }

  @Test("The checks find every wrong field", .timeLimit(.minutes(1)))
  func checksHaveTeeth() throws {
    let played = try AttackScript.run(["-m", "unittest", "test_checks"])
    #expect(played.status == 0, "\(played.output)")
  }

  @Test("Every case of Tests/Attack is named here")
  func everyCaseIsHere() throws {
    let played = try AttackScript.run(["watched.py", "--list"])
    let listed = played.output.split(separator: "\n").map(String.init)
    #expect(listed == ReferenceAttack.allCases.map(\.rawValue))
  }

  @Test(
    "Unwatched, the attack works: the keys arrive and the tools answer",
    .timeLimit(.minutes(6)))
  func attackWorks() throws {
    let played = try AttackScript.run(["unwatched.py"])
    #expect(played.status == 0, "\(played.output)")
  }

  @Test(
    "Watched, it is told once and rightly",
    .timeLimit(.minutes(4)), arguments: ReferenceAttack.allCases)
  func attackIsCaught(attack: ReferenceAttack) throws {
    let egret = try BuiltEgret.path()
    let played = try AttackScript.run(["watched.py", "--egret", egret, attack.rawValue])
    #expect(played.status == 0, "\(played.output)")
  }
}
