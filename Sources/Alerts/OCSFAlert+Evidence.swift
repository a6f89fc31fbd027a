// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Monitoring

/// `evidences[0]` and what is like it: processes, where to, observables.
extension OCSFAlert {
  mutating func writeEvidences(to json: inout JSONWriter) {
    json.key("evidences")
    json.beginArray()
    json.beginObject()
    writeActingProcess(to: &json)
    writeConnection(to: &json)
    writeDestination(to: &json)
    writeQuery(to: &json)
    json.key("data")
    json.beginObject()
    json.key("egret")
    json.beginObject()
    body.facts(to: &json)
    json.endObject()
    json.endObject()
    json.endObject()
    json.endArray()
  }

  mutating func writeIdentity(of process: FindingProcess, to json: inout JSONWriter) {
    json.member("pid", process.id.pid)
    body.name("name", process.name, to: &json)
    body.path("path", process.path, to: &json)
    json.key("uid")
    body.identity(process.id, to: &json)
  }

  func writeUser(_ user: UInt32, to json: inout JSONWriter) {
    json.key("user")
    json.beginObject()
    json.key("uid")
    json.beginString()
    json.digits(UInt64(user))
    json.endString()
    json.endObject()
  }

  /// With its command line, parents and identity.
  mutating func writeActingProcess(to json: inout JSONWriter) {
    let process = body.finding.process
    json.key("process")
    json.beginObject()
    writeIdentity(of: process, to: &json)
    body.text(
      "cmd_line", body.command?.line, limit: body.limits.command, cut: .commandLine, to: &json)
    writeCreation(of: process, to: &json)
    json.member("euid", process.user)
    json.member("egid", process.group)
    if let login = process.login { json.member("auid", login) }
    writeUser(process.user, to: &json)
    writeFile(process.path, to: &json)
    writeContainer(to: &json)
    writeParent(to: &json)
    writeAncestry(to: &json)
    json.endObject()
  }

  private func writeCreation(of process: FindingProcess, to json: inout JSONWriter) {
    guard process.id.start.nanoseconds > 0 else { return }
    let created = body.head.host.wallTime(process.id.start)
    json.time("created_time", created)
    json.timeText("created_time_dt", created)
  }

  private mutating func writeFile(_ path: String, to json: inout JSONWriter) {
    let name = AlertBody.fileName(path)
    if name.isEmpty { return }
    json.key("file")
    json.beginObject()
    body.name("name", name, to: &json)
    body.path("path", path, to: &json)
    json.fragment(#""type_id":1,"type":"Regular File""#)
    json.endObject()
  }

  private mutating func writeContainer(to json: inout JSONWriter) {
    guard let container = body.container else { return }
    json.key("container")
    json.beginObject()
    body.name("uid", container, to: &json)
    json.endObject()
  }

  private mutating func writeParent(to json: inout JSONWriter) {
    guard let parent = body.finding.parent else { return }
    json.key("parent_process")
    json.beginObject()
    writeIdentity(of: parent, to: &json)
    if let command = body.parentCommand {
      if body.limits.parentCommand > 0 {
        let limit = body.limits.parentCommand
        body.text("cmd_line", command.line, limit: limit, cut: .arguments, to: &json)
      } else if !command.line.isEmpty {
        body.note(.arguments)
      }
      if command.isCut { body.note(.arguments) }
    }
    json.endObject()
  }

  func writeConnection(to json: inout JSONWriter) {
    guard body.target.endpoint != nil || body.finding.proxy != nil else { return }
    json.key("connection_info")
    json.beginObject()
    json.fragment(#""direction_id":2,"direction":"Outbound""#)
    json.member("protocol_num", body.target.transport.wireNumber)
    json.key("protocol_name")
    _ = json.string(body.target.transport.name, limit: 16)
    if let address = body.target.endpoint?.address {
      json.member("protocol_ver_id", address.isIPv4 ? 4 : 6)
      json.fragment(address.scope.ocsf)
    }
    if body.finding.cookie != 0 {
      json.key("uid")
      json.beginString()
      json.digits(body.finding.cookie)
      json.endString()
    }
    json.endObject()
  }

  mutating func writeDestination(to json: inout JSONWriter) {
    guard body.target.endpoint != nil || body.hostname != nil else { return }
    json.key("dst_endpoint")
    json.beginObject()
    if let endpoint = body.target.endpoint {
      body.name("ip", endpoint.address.description, to: &json)
      json.member("port", endpoint.port)
    }
    if let port = body.target.namedPort { json.member("port", port) }
    body.name("hostname", body.hostname, to: &json)
    writeProxy(to: &json)
    json.endObject()
  }

  private mutating func writeProxy(to json: inout JSONWriter) {
    guard let proxy = body.finding.proxy else { return }
    json.key("proxy_endpoint")
    json.beginObject()
    body.name("ip", proxy.endpoint.address.description, to: &json)
    json.member("port", proxy.endpoint.port)
    body.name("hostname", proxy.hostname, to: &json)
    json.endObject()
  }

  private mutating func writeQuery(to json: inout JSONWriter) {
    guard body.isAboutQuery, let hostname = body.knownName else { return }
    json.key("query")
    json.beginObject()
    body.name("hostname", hostname, to: &json)
    json.endObject()
  }
}
