// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Testing

@testable import Monitoring

/// A resolver on loopback of a container's network namespace, as Docker's own at 127.0.0.11: its answers
/// count where the files that the engine wrote name it, and where the server does not answer itself.
@Suite struct ContainerResolverTests {
  private static let net: UInt32 = 77
  private static let resolver = "127.0.0.11"
  private static let address = Scene.ip("203.0.113.7")

  /// A container's server that was told a name by the resolver; `resolvers` are its resolv.conf's, read one
  /// after the other.
  private static func names(
    naming resolvers: [String] = [resolver], user: UInt32 = 0, isContained: Bool = true
  ) -> GivenNames {
    var names = GivenNames(.system)
    names.learn(files("192.0.2.53", mount: 0, isOfMachine: true))
    var exec = Parts.exec(20, 2)
    exec.user = user
    exec.namespaces.net = net
    names.begin(1, exec, hasUnseenNames: false, isContained: isContained)
    for resolver in resolvers { names.learn(files(resolver, owner: user)) }
    names.learn(told(), by: 1)
    return names
  }

  private static func files(
    _ address: String, mount: UInt32 = Scene.mount, owner: UInt32 = 0, isOfMachine: Bool = false
  ) -> Resolvers {
    var files = Resolvers(
      time: Scene.at(2.2), mountNamespace: mount, addresses: [Scene.ip(address)])
    files.resolvWriters = Resolvers.Writers(owner: owner, isOpen: false)
    files.isOfMachine = isOfMachine
    return files
  }

  private static func told(from resolver: String = resolver) -> [DNSPayload] {
    Parts.lookUp("api.example", address, from: resolver, net: net).map { message in
      var message = message
      message.isLoopback = true
      return message
    }
  }

  private static func known(_ names: GivenNames) -> [String] {
    names.known(for: Parts.destination(net: net), of: 1).names
  }

  @Test(arguments: [UInt32(0), 1000]) func whatItSaysCounts(user: UInt32) {
    let names = Self.names(user: user)
    #expect(Self.known(names) == ["api.example"])
    let asked = Parts.destination(Self.resolver, port: 53, net: Self.net)
    #expect(names.known(for: asked, of: 1).isOwnResolver)
  }

  /// The machine's resolvers are not the container's, and nobody named this one.
  @Test func withoutItsNameInTheFilesItDoesNot() {
    #expect(Self.known(Self.names(naming: ["192.0.2.53"])).isEmpty)
    #expect(Self.known(Self.names(naming: [])).isEmpty)
  }

  /// The engine's word stays; what stands there later anybody in the container may have written.
  @Test func whatIsWrittenLaterIsAClaim() {
    #expect(Self.known(Self.names(naming: [Self.resolver, "198.51.100.9"])) == ["api.example"])
    #expect(Self.known(Self.names(naming: ["192.0.2.53", Self.resolver])).isEmpty)
  }

  /// Its own user's file, in namespaces that no engine made.
  @Test func aFileOfTheServersOwnIsAClaim() {
    #expect(Self.known(Self.names(user: 1000, isContained: false)).isEmpty)
  }

  /// The server, or a child of its, answers there: by a socket of port 53, or with whole packets.
  @Test(arguments: [false, true]) func whenTheServerAnswersNothingCounts(isPacket: Bool) {
    var names = Self.names()
    if isPacket {
      names.notePlay(1)
    } else {
      var said = Self.told()[1]
      said.isAnswer = false
      names.learn(said, by: 1)
    }
    let known = names.known(for: Parts.destination(net: Self.net), of: 1)
    #expect(known.names.isEmpty && known.doubtful.map(\.name) == ["api.example"])
  }

  /// The same address in another network namespace is somebody else.
  @Test func inAnotherNetworkItIsAnother() {
    var names = Self.names(naming: [])
    names.learn(Self.files(Self.resolver))
    names.learn(
      Parts.lookUp("other.example", Self.address, from: Self.resolver, net: 78), by: 1)
    #expect(Self.known(names) == ["api.example"])
    let elsewhere = names.known(for: Parts.destination(net: 78), of: 1)
    #expect(elsewhere.names.isEmpty && elsewhere.doubtful.map(\.name) == ["other.example"])
  }
}
