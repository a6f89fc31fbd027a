// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

/// The resolver configuration as this process sees it.
@Suite struct ResolverFilesTests {
  private static let own = UInt32(getpid())

  @Test func theOwnFilesAreTheMachines() throws {
    let reading = try #require(ResolverFiles.read(asSeenBy: Self.own, mountNamespace: 0))
    #expect(reading.isOfMachine && !reading.isOfUser)
    let text = FileManager.default.contents(atPath: "/etc/hosts") ?? Data()
    #expect(reading.hosts == [UInt8](text.prefix(1 << 20)))
    #expect(reading.mark == ResolverFiles.mark(asSeenBy: Self.own, mountNamespace: 0))
  }

  @Test func anotherNamespaceIsNotRead() throws {
    let number = try #require(ResolverFiles.number(Self.own))
    #expect(ResolverFiles.read(asSeenBy: Self.own, mountNamespace: number) != nil)
    #expect(ResolverFiles.read(asSeenBy: Self.own, mountNamespace: number &+ 1) == nil)
    #expect(ResolverFiles.mark(asSeenBy: Self.own, mountNamespace: number &+ 1) == nil)
    #expect(ResolverFiles.read(asSeenBy: 0x7fff_fff0, mountNamespace: 0) == nil)
  }
}
