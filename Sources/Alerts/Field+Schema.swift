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
      "the first and the last time; of a flow when it began and ended"),
    .schema("count", ecs: "mcp.egret.count", "how often until now"),
    .schema(
      "duration", ecs: "event.duration",
      "how long a flow was open: milliseconds, in ECS nanoseconds"),
    .schema("timezone_offset", "minutes the machine's clock is east of UTC"),
    .schema(
      "class_uid class_name category_uid category_name type_uid type_name",
      ecs: "event.category[] event.type[] event.kind event.dataset",
      "what kind of line it is: 2004 alert and update, 4001 flow, 6002 and 0 Egret itself; ECS's kind is alert, event or metric"
    ),
    .schema(
      "activity_id activity_name", ecs: "event.action",
      "1 Create for a new fact, 2 Update for what comes later; of a flow 1 Open, 2 Close, 4 Fail, 5 Refuse"
    ),
    .schema(
      "severity_id severity", ecs: "event.severity log.level",
      "the rule's: 2 Low, 3 Medium, 4 High, 5 Critical; in ECS 21, 47, 73, 99"),
    .schema(
      "status_id status status_code", ecs: "event.outcome",
      "of a flow how it went; of an alert 1, New"),
    .schema(
      "confidence_id confidence", "how sure it is which server this was: 1 Low, 2 Medium, 3 High"),
    .schema(
      "is_alert action_id action disposition_id disposition",
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
      "metadata.version metadata.log_name metadata.log_provider metadata.log_version metadata.product.*",
      ecs: "ecs.version event.provider event.module observer.*",
      "the schema's version, and who writes"),
    .schema(
      ecs: "tags[] labels.mcp_server labels.mcp_client", "to search by: the server and the client"),
  ]

  private static let findingFields: [Field] = [
    .schema(
      "finding_info.uid", ecs: "mcp.egret.finding", "this fact in this run; an update has the same"),
    .schema("finding_info.title", ecs: "rule.name", "the rule in words"),
    .schema("finding_info.desc", ecs: "event.reason", "the first reason"),
    .schema("finding_info.analytic.*", ecs: "rule.id rule.category rule.ruleset", "egret.RULE"),
    .schema(
      "finding_info.attacks[].*", ecs: "threat.*",
      "MITRE ATT&CK: tactic, technique and sub-technique"),
    .schema("finding_info.data_sources[]", "the hook, and what gave the name"),
    .schema("finding_info.created_time", "as start_time"),
    .schema("observables[].*", ecs: "related.ip[] related.hosts[]", "addresses and host names"),
  ]

  private static let actorFields: [Field] = [
    .schema(
      "actor.app_uid", ecs: "service.name mcp.server.name",
      "the server's name as the client's configuration spells it"),
    .schema(
      "actor.app_name app_name", ecs: "mcp.server.package mcp.server.transport service.type",
      "the package or program it is"),
    .schema("actor.user.uid", ecs: "user.id", "the user id of the process"),
    .schema(ecs: "mcp.client.name", "the client that lists the server"),
  ]

  private static let evidenceFields: [Field] = [
    .evidence("process.pid", ecs: "process.pid", "the process"),
    .evidence(
      "process.uid", ecs: "process.entity_id",
      "the boot, the pid and the nanosecond in which it started: unlike a pid never used again"),
    .evidence(
      "process.name process.path process.file.*", ecs: "process.name process.executable",
      "the program that runs"),
    .evidence(
      "process.cmd_line", ecs: "process.command_line process.args[] process.args_count",
      "its command line, without values of credentials"),
    .evidence(
      "process.created_time process.created_time_dt", ecs: "process.start", "when it started"),
    .evidence(
      "process.euid process.egid process.auid process.user.uid",
      ecs: "process.user.id process.group.id", "its user and group, and who logged in"),
    .evidence("process.container.uid", ecs: "container.id", "its container"),
    .evidence("process.parent_process.*", ecs: "process.parent.*", "who started it"),
    .evidence(
      "process.ancestry[].*", ecs: "mcp.egret.ancestry[].*",
      "who started that, nearest first, by pid and name"),
    .evidence(
      "connection_info.*",
      ecs: "network.transport network.iana_number network.type network.direction",
      "direction, protocol, IP version, boundary (1 the machine, 2 the local network, 3 beyond), and as uid the socket's cookie"
    ),
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
      "of a flow that ended: bytes sent, received and both"),
  ]

  private static let hostFields: [Field] = [
    .schema(
      "device.hostname device.uid device.type device.type_id",
      ecs: "host.name host.hostname host.id", "the machine: its name and id"),
    .schema("device.os.*", ecs: "host.os.*", "system and kernel"),
    .schema("device.boot_uid device.boot_time", ecs: "host.boot.id", "the boot"),
    .schema(
      "device.agent_list[].*", ecs: "agent.*",
      "Egret: its version, and as uid (ECS: ephemeral_id) the run"),
    .schema("app.*", "of a line about the start or the end: Egret"),
  ]
}
