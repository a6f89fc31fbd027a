// SPDX-License-Identifier: Apache-2.0

internal import Monitoring

/// The members of an alert in ECS that its story needs.
struct ECSLine: Decodable {
  var time: String?
  var message: String?
  var event: Event?
  var host: Host?
  var service: Service?
  var process: Process?
  var destination: Destination?
  var network: Network?
  var mcp: MCP?

  struct Event: Decodable {
    var kind: String?
    var code: String?
    var id: String?
    var severity: Int?
  }

  struct Host: Decodable { var hostname: String? }
  struct Service: Decodable { var name: String? }
  struct Network: Decodable { var transport: String? }

  struct Process: Decodable {
    var pid: UInt32?
    var name: String?
    var path: String?
    var command: String?
    var user: User?
    var parent: Ancestor?

    enum CodingKeys: String, CodingKey {
      case pid, name, user, parent
      case path = "executable"
      case command = "command_line"
    }
  }

  struct Ancestor: Decodable {
    var pid: UInt32?
    var name: String?
  }

  struct User: Decodable {
    var name: String?
    var id: String?
  }

  struct Destination: Decodable {
    var domain: String?
    var ip: String?
    var port: UInt16?
  }

  struct MCP: Decodable { var egret: Own? }

  struct Own: Decodable {
    var finding: String?
    var count: UInt64?
    var ancestry: [Ancestor]?
    /// Of an update.
    var destination: Destination?
    var facts: ReportedFacts

    private enum CodingKeys: String, CodingKey { case finding, count, ancestry, destination }

    init(from decoder: any Decoder) throws {
      let own = try decoder.container(keyedBy: CodingKeys.self)
      finding = try own.decodeIfPresent(String.self, forKey: .finding)
      count = try own.decodeIfPresent(UInt64.self, forKey: .count)
      ancestry = try own.decodeIfPresent([Ancestor].self, forKey: .ancestry)
      destination = try own.decodeIfPresent(Destination.self, forKey: .destination)
      facts = try ReportedFacts(from: decoder)
    }
  }

  enum CodingKeys: String, CodingKey {
    case message, event, host, service, process, destination, network, mcp
    case time = "@timestamp"
  }
}

extension ReportedAlert {
  init(_ line: ECSLine) {
    let own = line.mcp?.egret
    time = line.time ?? ""
    self.line = line.event?.id ?? ""
    finding = own?.finding ?? ""
    rule = String((line.event?.code ?? "").dropFirst("egret.".count))
    severity = line.event?.severity.flatMap(Self.severity) ?? ""
    isUpdate = line.event?.kind != "alert"
    count = own?.count ?? 1
    message = line.message ?? ""
    machine = line.host?.hostname ?? ""
    server = line.service?.name ?? ""
    package = own?.facts.package ?? ""
    if let process = line.process { take(process, own?.ancestry ?? []) }
    let destination = isUpdate ? own?.destination : line.destination
    hostname = destination?.domain ?? ""
    address = destination?.ip ?? ""
    port = destination?.port
    transport = line.network?.transport ?? ""
    facts = own?.facts ?? ReportedFacts()
  }

  private mutating func take(_ line: ECSLine.Process, _ ancestry: [ECSLine.Ancestor]) {
    process = ReportedProcess(
      pid: line.pid ?? 0, name: line.name ?? "", path: line.path ?? "",
      command: line.command ?? "", user: line.user?.name ?? line.user?.id ?? "")
    let above = [line.parent].compactMap { $0 } + ancestry
    parents = Self.distinct(
      above.map { ReportedProcess(pid: $0.pid ?? 0, name: $0.name ?? "") })
  }

  /// On the scale of Elastic's detection rules.
  private static func severity(_ number: Int) -> String? {
    Severity.allCases.first { $0.ecs == number }.map { "\($0)" }
  }
}
