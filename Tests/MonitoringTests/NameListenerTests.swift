// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Which resolver configuration is evidence for a server, and which only a claim.
@Suite struct NameListenerTests {
  private static let first = Scene.ip("192.0.2.53")
  private static let second = Scene.ip("192.0.2.54")

  private static func files(
    _ address: IPAddress, owner: UInt32 = 0, isOpen: Bool = false, isOfMachine: Bool = true,
    isOfUser: Bool = false
  ) -> Resolvers {
    var files = Resolvers(
      time: Scene.at(3), mountNamespace: Scene.mount, addresses: [address],
      hosts: [Resolvers.Host(address: address, names: ["api.example"])])
    files.resolvWriters = Resolvers.Writers(owner: owner, isOpen: isOpen)
    files.hostsWriters = files.resolvWriters
    files.isOfMachine = isOfMachine
    files.isOfUser = isOfUser
    return files
  }

  private static func listener(user: UInt32 = 1000, isContained: Bool = false) -> NameListener {
    var exec = Parts.exec(20, 2)
    exec.user = user
    return NameListener(exec, hasUnseenNames: false, isContained: isContained)
  }

  @Test func aChangeIsTakenAndTheOldStay() {
    var listener = Self.listener()
    for address in [Self.first, Self.second] {
      let isLearned = listener.take(Self.files(address))
      #expect(isLearned)
    }
    #expect(listener.resolvers == [Self.first, Self.second] && listener.claimed.isEmpty)
  }

  @Test func aDayOfChangesStaysBounded() {
    var listener = Self.listener()
    for number in 0..<UInt32(10_000) { _ = listener.take(Self.files(IPAddress(v4: number))) }
    #expect(listener.resolvers?.contains(IPAddress(v4: 9_999)) == true)
    #expect(listener.resolvers?.count ?? 0 <= 64)
  }

  static let claims: [Resolvers] = [
    files(second, owner: 1000), files(second, isOpen: true), files(second, isOfUser: true),
    files(second, owner: 1000, isOfMachine: false),
  ]

  @Test(arguments: claims) func whatTheServerCouldHaveWrittenIsAClaim(claim: Resolvers) {
    var listener = Self.listener()
    let first = listener.take(claim)
    #expect(first, "its hosts are learned as a claim")
    #expect(listener.resolvers == nil && listener.claimed == [Self.second])
    #expect(listener.hostsAreClaim)
    _ = listener.take(Self.files(Self.first))
    #expect(listener.resolvers == [Self.first] && !listener.hostsAreClaim)
    let later = listener.take(claim)
    #expect(!later, "a claim replaces no evidence")
    #expect(listener.resolvers == [Self.first] && !listener.hostsAreClaim)
  }

  /// systemd-resolved's own file is its user's.
  @Test func anotherUsersFileCounts() {
    var listener = Self.listener()
    _ = listener.take(Self.files(Self.first, owner: 991))
    #expect(listener.resolvers == [Self.first])
  }

  @Test func rootsServerReadsTheMachinesFiles() {
    var listener = Self.listener(user: 0)
    for address in [Self.first, Self.second] { _ = listener.take(Self.files(address)) }
    #expect(listener.resolvers == [Self.first, Self.second])
  }

  /// The engine wrote them before the server began; from then on root in a container may have.
  @Test func aContainersFilesCountAsTheyWere() {
    for (user, isOfUser) in [(UInt32(0), false), (1000, true)] {
      var listener = Self.listener(user: user, isContained: true)
      for address in [Self.first, Self.second] {
        _ = listener.take(
          Self.files(address, owner: user, isOfMachine: false, isOfUser: isOfUser))
      }
      #expect(listener.resolvers == [Self.first] && listener.claimed == [Self.second])
    }
    var unprivileged = Self.listener(user: 999, isContained: true)
    for address in [Self.first, Self.second] {
      _ = unprivileged.take(Self.files(address, isOfMachine: false))
    }
    #expect(unprivileged.resolvers == [Self.first, Self.second])
  }
}
