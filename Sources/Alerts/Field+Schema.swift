// SPDX-License-Identifier: Apache-2.0

/// The fields of OCSF and of ECS.
extension Field {
  static let schemaFields = lineFields + findingFields + actorFields + evidenceFields + hostFields

  private static let lineFields: [Field] = [
    .schema(
      "time time_dt", ecs: "@timestamp",
      "when the kernel saw it; milliseconds since 1970, or RFC 3339 with nanoseconds"),
    .schema(
      "start_time end_time", ecs: "event.start event.end",
      "of an update the first and the last time; of a flow when it began and ended"),
    .schema("count", ecs: "mcp.egret.count", "how often until now"),
    .schema(
      "duration", ecs: "event.duration",
      "how long a flow was open: milliseconds, in ECS nanoseconds"),
    .schema("timezone_offset", "minutes the machine's clock is east of UTC"),
    .schema(
      "class_uid class_name category_uid type_uid category_name type_name",
      ecs: "event.category[] event.type[] event.kind event.dataset",
      "what kind of line it is: 2004 alert and update, 4001 flow, 6002 and 0 Egret itself; ECS's kind is alert, event or metric"
    ),
    .schema(
      "activity_id activity_name", ecs: "event.action",
      "1 Create for a new fact, 2 Update for what comes later; of a flow 1 Open, 2 Close, 4 Fail, 5 Refuse"
    ),
    .schema(
      "severity_id severity", ecs: "event.severity event.risk_score log.level",
      "the rule's: 2 Low, 3 Medium, 4 High, 5 Critical; in ECS 21, 47, 73, 99"),
    .schema(
      "status_id status status_code", ecs: "event.outcome",
      "of a flow how it went; of an alert 1, New"),
    .schema(
      "confidence_id", "how sure it is which server this was: 1 Low, 2 Medium, 3 High"),
    .schema(
      "is_alert action_id disposition_id",
      "true, 3 Observed and 19 Alert for a new fact; an update is no alert: Egret watches and stops nothing"
    ),
    .schema("message", ecs: "message", "one sentence"),
    .schema(
      "metadata.uid", ecs: "event.id",
      "this line: a UUID of version 7 made from the time, the boot, the run and the sequence"),
    .schema(
      "metadata.sequence", ecs: "event.sequence",
      "the line's number in this run, from 1, without gaps"),
    .schema(
      "metadata.event_code", ecs: "event.code",
      "egret.RULE, egret.flow, egret.heartbeat and the like"),
    .schema(
      "metadata.correlation_uid", ecs: "mcp.egret.fingerprint",
      "the fingerprint of the fact, or of the story it belongs to: the same on every machine and in every run"
    ),
    .schema(
      "metadata.profiles[] metadata.extensions[].*",
      "the profiles and extensions of OCSF that the line uses"),
    .schema(
      "metadata.version metadata.product.*", ecs: "ecs.version event.provider event.module",
      "the schema's version, and who writes"),
    .schema(
      ecs: "tags[] labels.mcp_server labels.mcp_client", "to search by: the server and the client"),
  ]

  private static let findingFields: [Field] = [
    .schema(
      "finding_info.uid", ecs: "mcp.egret.finding", "this fact in this run; an update has the same"),
    .schema("finding_info.title", ecs: "rule.name", "the rule in words"),
    .schema("finding_info.desc", ecs: "event.reason", "the first reason"),
    .schema("finding_info.analytic.*", ecs: "rule.id rule.ruleset", "egret.RULE"),
    .schema(
      ecs: "rule.description rule.reference", "when the rule fires, and where it is described"),
    .schema(
      "remediation.desc",
      "the line of a policy that would expect it, or else what to do; and the command that tells the whole story, given the log that has the line. Not in an update"
    ),
    .schema(
      "finding_info.attacks[].*", ecs: "threat.*",
      "MITRE ATT&CK: tactic, technique and sub-technique"),
    .schema(ecs: "event.created", "as @timestamp"),
    .schema("observables[].*", ecs: "related.ip[] related.hosts[]", "addresses and host names"),
    .schema(ecs: "related.hash[] related.user[]", "digests of files, and the user's name"),
  ]

  private static let actorFields: [Field] = [
    .schema(
      "actor.app_uid", ecs: "service.name",
      "the server's name as the client's configuration spells it"),
    .schema(
      "actor.app_name app_name", ecs: "service.type",
      "the package or program it is"),
    .schema(
      "actor.user.uid actor.user.name", ecs: "user.id user.name",
      "of a flow the user of the process"),
  ]

  private static let evidenceFields: [Field] = [
    .evidence("process.pid", ecs: "process.pid", "the process"),
    .evidence(
      "process.uid", ecs: "process.entity_id",
      "the boot, the pid and the nanosecond in which it started: unlike a pid never used again"),
    .evidence(
      "process.name process.path", ecs: "process.name process.executable",
      "the program that runs"),
    .evidence(
      "process.file.*", ecs: "process.hash.sha256", "its executable, with what it was read as"),
    .evidence(
      "process.working_directory", ecs: "process.working_directory", "where it was started"),
    .evidence(
      "file.*", ecs: "file.path file.name file.hash.sha256",
      "the script that an interpreter runs; of a changed or unread configuration its file"),
    .evidence(
      "process.cmd_line", ecs: "process.command_line process.args[] process.args_count",
      "its command line, without values of credentials"),
    .evidence(
      "process.created_time", ecs: "process.start", "when it started"),
    .evidence(
      "process.euid process.egid process.auid process.user.uid process.user.name",
      ecs: "process.user.id process.user.name process.group.id",
      "its user and group, and who logged in"),
    .evidence("process.container.uid", ecs: "container.id", "its container"),
    .evidence(
      "process.container.name process.container.image.uid",
      ecs: "container.name container.image.name", "what it is called, and the image it is of"),
    .evidence("process.parent_process.*", ecs: "process.parent.*", "who started it"),
    .evidence(
      "process.ancestry[].*", ecs: "mcp.egret.ancestry[].*",
      "who started that, nearest first, by pid and name"),
    .evidence(
      "connection_info.*",
      ecs: "network.transport network.type network.direction network.community_id",
      "direction, protocol, boundary (1 the machine, 2 the local network, 3 beyond), as uid the socket's cookie, and the flow's Community ID, version 1, where the socket's own side is known"
    ),
    .evidence(
      "src_endpoint.ip src_endpoint.port", ecs: "source.ip source.port",
      "the socket's own side, where it is known"),
    .evidence(
      "dst_endpoint.ip dst_endpoint.port", ecs: "destination.ip destination.port", "where to"),
    .evidence(
      "dst_endpoint.hostname", ecs: "destination.domain destination.address",
      "its host name, only where something shows it; in ECS an address stands for a name that is not known"
    ),
    .evidence("dst_endpoint.proxy_endpoint.*", "the proxy that was told to go there"),
    .evidence(
      "query.hostname", ecs: "dns.question.name",
      "the name that was asked for, where the asking is the fact"),
    .schema(
      "traffic.*", ecs: "source.bytes destination.bytes network.bytes",
      "of a flow that ended: bytes sent, received and both; in ECS of the alert's update too"),
  ]

  private static let hostFields: [Field] = [
    .schema(
      "device.hostname device.uid device.type device.type_id",
      ecs: "host.name host.hostname host.id", "the machine: its name and id"),
    .schema("device.ip", ecs: "host.ip[]", "its addresses: OCSF has the first"),
    .schema("device.hw_info.*", ecs: "host.architecture", "its processor"),
    .schema("device.os.*", ecs: "host.os.*", "system and kernel"),
    .schema("device.boot_uid device.boot_time", ecs: "host.boot.id", "the boot"),
    .schema(
      "device.agent_list[].*", ecs: "agent.*",
      "Egret: its version, and as uid (ECS: ephemeral_id) the run"),
    .schema("app.*", "of a line about the start or the end: Egret"),
  ]
}
