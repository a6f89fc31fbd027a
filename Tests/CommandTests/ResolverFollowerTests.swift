// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kernel
import Testing

@testable import egret

/// Resolver configurations as they are followed. That a change is noticed the live tests show.
@Suite struct ResolverFollowerTests {
  private static let own = UInt32(getpid())
  private static let gone: UInt32 = 0x7fff_fff0

  @Test func theMachinesOwnAreRead() throws {
    var follower = ResolverFollower()
    let read = follower.begin(Self.own, mountNamespace: 0)
    let found = try #require(read)
    #expect(found.isOfMachine && !found.isOfUser && !found.addresses.isEmpty)
    #expect(found.mountNamespace == 0)
    let changes = follower.changes { [] }
    #expect(changes.isEmpty, "nothing changed")
  }

  /// A server may be gone before it is asked about.
  @Test func ofAGoneProcessEgretsOwnAreRead() throws {
    var follower = ResolverFollower()
    let number = try #require(ResolverFiles.number(Self.own))
    let found = follower.begin(Self.gone, mountNamespace: number)
    #expect(found?.mountNamespace == number && found?.daemons.isEmpty == true)
    let other = follower.begin(Self.gone, mountNamespace: number &+ 1)
    #expect(other == nil)
  }

  @Test func looksAreNotRepeatedAtOnce() {
    var follower = ResolverFollower()
    _ = follower.begin(Self.own, mountNamespace: 0)
    var asked = 0
    for _ in 0..<1_000 {
      _ = follower.changes {
        asked += 1
        return []
      }
    }
    #expect(asked == 0, "nobody is gone")
  }
}
