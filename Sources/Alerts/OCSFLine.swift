// SPDX-License-Identifier: Apache-2.0

/// The members of an alert in OCSF that its story needs.
struct OCSFLine: Decodable {
  var time: String?
  var severity: String?
  var isAlert: Bool?
  var count: UInt64?
  var message: String?
  var metadata: Metadata?
  var finding: FindingInformation?
  var device: Device?
  var actor: Actor?
  var evidences: [Evidence]?

  struct Metadata: Decodable {
    var uid: String?
    var code: String?

    enum CodingKeys: String, CodingKey {
      case uid
      case code = "event_code"
    }
  }

  struct FindingInformation: Decodable { var uid: String? }
  struct Device: Decodable { var hostname: String? }

  struct Actor: Decodable {
    var server: String?
    var package: String?

    enum CodingKeys: String, CodingKey {
      case server = "app_uid"
      case package = "app_name"
    }
  }

  struct Evidence: Decodable {
    var process: Process?
    var connection: Connection?
    var destination: Destination?
    var data: Data?

    enum CodingKeys: String, CodingKey {
      case process, data
      case connection = "connection_info"
      case destination = "dst_endpoint"
    }
  }

  struct Process: Decodable {
    var pid: UInt32?
    var name: String?
    var path: String?
    var command: String?
    var user: User?
    var parent: Ancestor?
    var ancestry: [Ancestor]?

    enum CodingKeys: String, CodingKey {
      case pid, name, path, user, ancestry
      case command = "cmd_line"
      case parent = "parent_process"
    }
  }

  struct Ancestor: Decodable {
    var pid: UInt32?
    var name: String?
  }

  struct User: Decodable {
    var name: String?
    var uid: String?
  }

  struct Connection: Decodable {
    var name: String?
    enum CodingKeys: String, CodingKey { case name = "protocol_name" }
  }

  struct Destination: Decodable {
    var ip: String?
    var port: UInt16?
    var hostname: String?
  }

  struct Data: Decodable { var egret: ReportedFacts? }

  enum CodingKeys: String, CodingKey {
    case severity, count, message, metadata, device, actor, evidences
    case time = "time_dt"
    case isAlert = "is_alert"
    case finding = "finding_info"
  }
}

extension ReportedAlert {
  init(_ line: OCSFLine) {
    let evidence = line.evidences?.first
    time = line.time ?? ""
    self.line = line.metadata?.uid ?? ""
    finding = line.finding?.uid ?? ""
    rule = String((line.metadata?.code ?? "").dropFirst("egret.".count))
    severity = line.severity?.lowercased() ?? ""
    isUpdate = line.isAlert == false
    count = line.count ?? 1
    message = line.message ?? ""
    machine = line.device?.hostname ?? ""
    server = line.actor?.server ?? ""
    package = line.actor?.package ?? ""
    if let process = evidence?.process { take(process) }
    hostname = evidence?.destination?.hostname ?? ""
    address = evidence?.destination?.ip ?? ""
    port = evidence?.destination?.port
    transport = evidence?.connection?.name ?? ""
    facts = evidence?.data?.egret ?? ReportedFacts()
  }

  private mutating func take(_ line: OCSFLine.Process) {
    process = ReportedProcess(
      pid: line.pid ?? 0, name: line.name ?? "", path: line.path ?? "",
      command: line.command ?? "", user: line.user?.name ?? line.user?.uid ?? "")
    let above = [line.parent].compactMap { $0 } + (line.ancestry ?? [])
    parents = Self.distinct(
      above.map { ReportedProcess(pid: $0.pid ?? 0, name: $0.name ?? "") })
  }

  /// The parent stands in its own member and among the ancestors.
  static func distinct(_ above: [ReportedProcess]) -> [ReportedProcess] {
    var seen: Set<UInt32> = []
    return above.filter { $0.isKnown && seen.insert($0.pid).inserted }
  }
}
