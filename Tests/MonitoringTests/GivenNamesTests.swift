// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Testing

@testable import Monitoring

extension GivenNames {
  mutating func learn(_ messages: [DNSPayload], by server: UInt32? = nil) {
    for message in messages { learn(message, by: server) }
  }
}

/// The names part alone: what counts for an instance, and why.
@Suite struct GivenNamesTests {
  private static let address = Scene.ip("203.0.113.7")
  private static let resolver = Scene.ip("192.0.2.53")

  private func names(
    _ choice: ResolverChoice = .addresses([resolver]), hasUnseenNames: Bool = false
  ) -> GivenNames {
    var names = GivenNames(choice)
    names.begin(1, Parts.exec(20, 2), hasUnseenNames: hasUnseenNames)
    return names
  }

  private static func resolvers(
    _ address: String, mount: UInt32 = Scene.mount, hosts: [Resolvers.Host] = []
  ) -> Resolvers {
    Resolvers(
      time: Scene.at(2.2), mountNamespace: mount, addresses: [Scene.ip(address)], hosts: hosts)
  }

  @Test func aTrustedResolversAnswerCounts() {
    var names = names()
    names.learn(Parts.lookUp("api.example", Self.address))
    let known = names.known(for: Parts.destination(), of: 1)
    #expect(known.names == ["api.example"] && known.doubtful.isEmpty && known.isComplete)
  }

  @Test func anothersAnswerIsDoubtful() {
    var names = names()
    names.learn(Parts.lookUp("api.example", Self.address, from: "198.51.100.53"))
    let known = names.known(for: Parts.destination(), of: 1)
    #expect(known.names.isEmpty && known.doubtful.map(\.name) == ["api.example"])
  }

  @Test func inANamespaceOfItsOwnMakingNothingCounts() {
    var names = names()
    names.learn(Parts.lookUp("api.example", Self.address, net: 7))
    let known = names.known(for: Parts.destination(net: 7), of: 1)
    #expect(known.names.isEmpty && known.doubtful.count == 1)
    #expect(
      !names.known(for: Parts.destination("192.0.2.53", port: 53, net: 7), of: 1).isOwnResolver)
  }

  @Test func theResolversOfItsOwnFilesCount() {
    var names = names(.system)
    names.learn(Parts.lookUp("api.example", Self.address))
    #expect(names.known(for: Parts.destination(), of: 1).names.isEmpty)
    names.learn(Self.resolvers("192.0.2.53", mount: 0))
    #expect(names.known(for: Parts.destination(), of: 1).names == ["api.example"], "the machine's")
    names.learn(Self.resolvers("198.51.100.53"))
    #expect(names.known(for: Parts.destination(), of: 1).names.isEmpty, "its own are others")
    names.learn(Self.resolvers("192.0.2.53"))
    #expect(names.known(for: Parts.destination(), of: 1).names == ["api.example"], "they changed")
  }

  @Test func aPolicyMayNameThem() {
    var names = names(.system)
    names.learn(Parts.lookUp("api.example", Self.address))
    names.choose(.addresses([Self.resolver]))
    #expect(names.known(for: Parts.destination(), of: 1).names == ["api.example"])
    #expect(names.known(for: Parts.destination("192.0.2.53", port: 853), of: 1).isOwnResolver)
    #expect(!names.known(for: Parts.destination("192.0.2.53", port: 443), of: 1).isOwnResolver)
  }

  @Test func aHostsFileCountsForItsMountNamespace() {
    var names = names()
    names.begin(
      2, Parts.exec(30, 3, pidNamespace: 1), hasUnseenNames: false)
    let hosts = [Resolvers.Host(address: Self.address, names: ["api.example"])]
    names.learn(Self.resolvers("192.0.2.53", hosts: hosts))
    #expect(names.known(for: Parts.destination(), of: 1).names == ["api.example"])
    #expect(names.known(for: Parts.destination(), of: 2).names == ["api.example"])
  }

  @Test func whatMayBeMissingIsSaid() {
    #expect(!names(hasUnseenNames: true).known(for: Parts.destination(), of: 1).isComplete)
    var names = names()
    names.begin(2, Parts.exec(30, 3), hasUnseenNames: false)
    names.noteUnseen(1)
    #expect(!names.known(for: Parts.destination(), of: 1).isComplete)
    #expect(names.known(for: Parts.destination(), of: 2).isComplete)
    names.noteLoss(at: Scene.at(2.5))
    #expect(!names.known(for: Parts.destination(), of: 2).isComplete)
    names.begin(3, Parts.exec(40, 4, at: 2.6), hasUnseenNames: false)
    #expect(names.known(for: Parts.destination(), of: 3).isComplete, "it began after the loss")
  }

  @Test func whoIsNotKnownHasNoNames() {
    var names = names()
    names.learn(Parts.lookUp("api.example", Self.address))
    names.keep { $0 != 1 }
    let known = names.known(for: Parts.destination(), of: 1)
    #expect(names.count == 0 && known.names.isEmpty && !known.isComplete)
  }
}
