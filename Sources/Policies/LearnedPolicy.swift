// SPDX-License-Identifier: Apache-2.0

package import Events

/// What servers were seen to use, as the policy that it needs: a draft for a person to review.
///
/// Everything in it is bounded: what finds no room is counted and stands in the draft.
package struct LearnedPolicy: Sendable {
  static let mostServers = 1_024
  /// Below what a policy may list, so that a draft is never refused.
  static let mostEndpoints = 800
  static let mostGiven = 200
  static let mostRefusals = 100
  static let mostPackages = 100
  static let mostProxies = 16

  /// The servers by their names in the client's configuration.
  private(set) var servers: [String: LearnedServer] = [:]
  private(set) var lostServers = 0
  /// When watching began; of the first sighting, where nobody says.
  package private(set) var began: Instant?

  package init(began: Instant? = nil) { self.began = began }

  package var serverCount: Int { servers.count }
  package var endpointCount: Int { servers.values.reduce(0) { $0 + $1.endpoints.count } }
  /// What was seen and left out for a reason.
  package var refusalCount: Int { servers.values.reduce(0) { $0 + $1.refusals.count } }
  /// Endpoints that have no name.
  package var addressCount: Int {
    servers.values.reduce(0) { $0 + $1.endpoints.keys.count(where: \.isBare) }
  }
  package var names: Set<String> { Set(servers.keys) }

  /// A server ran; it may have reached nothing.
  package mutating func note(server name: String, package: String?) {
    update(name) { server in
      guard let package, server.packages.count < Self.mostPackages else { return }
      server.packages.insert(package)
    }
  }

  /// The server reached an endpoint, under the names that trusted evidence gave its address.
  package mutating func note(
    server name: String, endpoint: Endpoint, transport: TransportProtocol, names: [String],
    _ sighting: LearnedSighting
  ) {
    // No policy lists port 0, which nothing listens on.
    if endpoint.port == 0, ProtocolSet(transport).hasPorts {
      return refuse(server: name, what: "\(endpoint.address)", because: "port 0 is no port")
    }
    let learned = LearnedEndpoint(endpoint: endpoint, transport: transport, names: names)
    if began == nil { began = sighting.time }
    update(name) { $0.add(learned, sighting) }
  }

  /// The connection is over, which was noted when it began.
  package mutating func close(
    server name: String, endpoint: Endpoint, transport: TransportProtocol, names: [String],
    bytesOut: UInt64, bytesIn: UInt64
  ) {
    let learned = LearnedEndpoint(endpoint: endpoint, transport: transport, names: names)
    servers[name]?.add(learned, bytesOut: bytesOut, bytesIn: bytesIn)
  }

  /// The server had a proxy go to a host, which the proxy alone knows the address of.
  package mutating func note(
    server name: String, host: String, port: UInt16, _ sighting: LearnedSighting
  ) {
    guard let learned = LearnedEndpoint(host: host, port: port) else {
      return refuse(server: name, what: host, because: "no policy can list it")
    }
    if began == nil { began = sighting.time }
    update(name) { $0.add(learned, sighting) }
  }

  /// The server connected to a Unix socket, by its path or abstract name.
  package mutating func note(
    server name: String, socket: String, _ sighting: LearnedSighting
  ) {
    guard let learned = LearnedEndpoint(socket: socket) else {
      return refuse(server: name, what: "unix:\(socket)", because: "no policy can list it")
    }
    if began == nil { began = sighting.time }
    update(name) { $0.add(learned, sighting) }
  }

  /// The server used a proxy, which others than the server name.
  package mutating func note(server name: String, proxy: String, namedBy source: String) {
    let text =
      "reached by the proxy \(proxy) (\(source)), which is not listed: it counts as long as "
      + "others than the server name it"
    update(name) { $0.use(proxy: text) }
  }

  /// What others than the policy expect of the server.
  package mutating func give(server name: String, _ endpoints: [SourcedEndpoint]) {
    update(name) { $0.give(endpoints) }
  }

  /// What the catalogue has for the server and was read in no source: it makes nothing expected.
  package mutating func doubt(server name: String, _ endpoints: [String]) {
    if !endpoints.isEmpty { update(name) { $0.doubt(endpoints) } }
  }

  /// Names that the server asked resolvers for, whether or not it went there.
  package mutating func ask(server name: String, _ hosts: [String]) {
    if !hosts.isEmpty { update(name) { $0.ask(hosts) } }
  }

  /// The server did something that no draft may make expected.
  package mutating func refuse(server name: String, what: String, because reason: String) {
    update(name) { $0.refuse(LearnedServer.Refusal(what: what, why: reason)) }
  }

  private mutating func update(_ name: String, _ change: (inout LearnedServer) -> Void) {
    guard !name.isEmpty else { return }
    if servers[name] == nil && servers.count >= Self.mostServers {
      lostServers += 1
      return
    }
    change(&servers[name, default: LearnedServer()])
  }
}
