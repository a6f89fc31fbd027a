// SPDX-License-Identifier: Apache-2.0

/// A line of the stream as what is learned from needs it, in OCSF or ECS, its keys in camel case. Nothing of it is
/// trusted.
package struct LoggedLine: Decodable, Sendable {
  var code: String
  /// A UUID of version 7: it begins with the time.
  var id: String
  var activity: String
  var server: String
  var process: String
  var address: String?
  var port: UInt16?
  var transport: String
  var facts: Facts

  /// `data.egret` in OCSF, `unmapped.egret` of its flows, `mcp.egret` in ECS.
  struct Facts: Decodable, Sendable {
    var candidates: [String]?
    var package: String?
    var client: String?
    var config: String?
    var phase: String?
    var rules: [String]?
    var reasons: [String]?
    var expected: [String]?
    var expectedSource: String?
    var allowedBy: String?
    var allowedSource: String?
    var nameEvidence: String?
    var names: [String]?
    var hostname: String?
    var unixPath: String?
    var deputy: String?
    var connected: Bool?
    var bytesOut: UInt64?
    var bytesIn: UInt64?
    var activity: String?
    var contacts: Summary?
    var proxy: Proxy?

    struct Summary: Decodable, Sendable { var first: [String]? }
    struct Proxy: Decodable, Sendable {
      var ip: String?
      var port: UInt16?
    }
  }

  private struct Metadata: Decodable {
    var uid: String?
    var eventCode: String?
  }
  private struct Event: Decodable {
    var id: String?
    var code: String?
    var module: String?
    var action: String?
  }
  private struct Name: Decodable { var name: String? }
  private struct Actor: Decodable {
    var appUid: String?
    var process: Name?
  }
  private struct Destination: Decodable {
    var ip: String?
    var port: UInt16?
    var hostname: String?
    var domain: String?
  }
  private struct Own: Decodable { var egret: Facts? }
  private struct Evidence: Decodable {
    var process: Name?
    var dstEndpoint: Destination?
    var connectionInfo: Connection?
    var data: Own?
  }
  private struct Connection: Decodable { var protocolName: String? }
  private struct Network: Decodable { var transport: String? }
  private struct Traffic: Decodable {
    var bytesOut: UInt64?
    var bytesIn: UInt64?
  }

  private enum Key: String, CodingKey {
    case metadata, event, actor, evidences, unmapped, process, destination, network, service, mcp
    case activityId, dstEndpoint, connectionInfo, traffic
  }

  /// Throws where the line is none of Egret's that says what a server did.
  package init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    if let event = try? line.decode(Event.self, forKey: .event), event.module == "egret" {
      try self.init(ecs: line, event)
    } else {
      try self.init(ocsf: line)
    }
  }

  private init(ocsf line: KeyedDecodingContainer<Key>) throws {
    let metadata = try line.decode(Metadata.self, forKey: .metadata)
    let evidence = try line.decodeIfPresent([Evidence].self, forKey: .evidences)?.first
    let actor = try line.decodeIfPresent(Actor.self, forKey: .actor)
    let own = try line.decodeIfPresent(Own.self, forKey: .unmapped)
    let destination =
      try evidence?.dstEndpoint ?? line.decodeIfPresent(Destination.self, forKey: .dstEndpoint)
    let connection =
      try evidence?.connectionInfo
      ?? line.decodeIfPresent(Connection.self, forKey: .connectionInfo)
    code = metadata.eventCode ?? ""
    id = metadata.uid ?? ""
    let isFirst = try line.decodeIfPresent(Int.self, forKey: .activityId) == 1
    activity = isFirst ? "create" : "close"
    server = actor?.appUid ?? ""
    process = evidence?.process?.name ?? actor?.process?.name ?? ""
    transport = connection?.protocolName ?? ""
    facts = evidence?.data?.egret ?? own?.egret ?? Facts()
    if let traffic = try line.decodeIfPresent(Traffic.self, forKey: .traffic) {
      facts.bytesOut = traffic.bytesOut
      facts.bytesIn = traffic.bytesIn
    }
    take(destination)
  }

  private init(ecs line: KeyedDecodingContainer<Key>, _ event: Event) throws {
    let own = try line.decode(Own.self, forKey: .mcp)
    code = event.code ?? ""
    id = event.id ?? ""
    facts = own.egret ?? Facts()
    activity = facts.activity ?? ""
    server = try line.decodeIfPresent(Name.self, forKey: .service)?.name ?? ""
    process = try line.decodeIfPresent(Name.self, forKey: .process)?.name ?? ""
    transport = try line.decodeIfPresent(Network.self, forKey: .network)?.transport ?? ""
    take(try line.decodeIfPresent(Destination.self, forKey: .destination))
  }

  private mutating func take(_ destination: Destination?) {
    address = destination?.ip
    port = destination?.port
    facts.hostname = destination?.hostname ?? destination?.domain
  }
}
