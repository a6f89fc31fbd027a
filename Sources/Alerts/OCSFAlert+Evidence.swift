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
    writeSource(to: &json)
    writeDestination(to: &json)
    writeFile(to: &json)
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
  }

  mutating func writeUser(of process: FindingProcess, to json: inout JSONWriter) {
    json.key("user")
    json.beginObject()
    body.name("name", process.userName, to: &json)
    json.key("uid")
    json.beginString()
    json.digits(UInt64(process.user))
    json.endString()
    json.endObject()
  }

  /// With its command line, parents and identity.
  mutating func writeActingProcess(to json: inout JSONWriter) {
    let process = body.finding.process
    json.key("process")
    json.beginObject()
    writeIdentity(of: process, to: &json)
    json.key("uid")
    body.identity(process.id, to: &json)
    body.text(
      "cmd_line", body.command?.line, limit: body.limits.command, cut: .commandLine, to: &json)
    writeCreation(of: process, to: &json)
    json.member("euid", process.user)
    json.member("egid", process.group)
    if let login = process.login { json.member("auid", login) }
    writeUser(of: process, to: &json)
    if let facts = body.facts {
      body.path("working_directory", facts.directory, to: &json)
      writeHashed("file", path: process.path, facts.executable, to: &json)
    }
    writeContainer(to: &json)
    writeParent(to: &json)
    writeAncestry(to: &json)
    json.endObject()
  }

  private func writeCreation(of process: FindingProcess, to json: inout JSONWriter) {
    guard process.id.start.nanoseconds > 0 else { return }
    let created = body.head.host.wallTime(process.id.start)
    json.time("created_time", created)
  }

  /// The script that an interpreter runs, or the list that changed.
  private mutating func writeFile(to json: inout JSONWriter) {
    if body.isAboutFile {
      writeHashed("file", path: body.finding.server.config, nil, to: &json)
    } else if let facts = body.facts {
      writeHashed("file", path: facts.script, facts.scriptDigest, to: &json)
    }
  }

  private mutating func writeHashed(
    _ key: StaticString, path: String, _ digest: FileDigest?, to json: inout JSONWriter
  ) {
    let name = AlertBody.fileName(path)
    if name.isEmpty { return }
    json.key(key)
    json.beginObject()
    body.name("name", name, to: &json)
    body.path("path", path, to: &json)
    json.fragment(#""type_id":1"#)
    if let sha = digest?.sha256, !sha.isEmpty {
      json.key("hashes")
      json.beginArray()
      json.beginObject()
      json.fragment(#""algorithm_id":3,"algorithm":"SHA-256""#)
      body.name("value", sha, to: &json)
      json.endObject()
      json.endArray()
    }
    json.endObject()
  }

  private mutating func writeContainer(to json: inout JSONWriter) {
    guard let container = body.container else { return }
    json.key("container")
    json.beginObject()
    body.name("uid", container, to: &json)
    body.name("name", body.finding.containerName, to: &json)
    let image = body.finding.containerImage
    if !image.isEmpty {
      json.key("image")
      json.beginObject()
      body.name("uid", image, to: &json)
      json.endObject()
    }
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

  mutating func writeConnection(to json: inout JSONWriter) {
    guard body.target.endpoint != nil || body.finding.proxy != nil else { return }
    json.key("connection_info")
    json.beginObject()
    json.fragment(#""direction_id":2"#)
    json.member("protocol_num", body.target.transport.wireNumber)
    json.key("protocol_name")
    _ = json.string(body.target.transport.name, limit: 16)
    if let address = body.target.endpoint?.address {
      json.fragment(address.scope.ocsf)
    }
    if body.finding.cookie != 0 {
      json.key("uid")
      json.beginString()
      json.digits(body.finding.cookie)
      json.endString()
    }
    if let community = body.community { body.name("community_uid", community.text, to: &json) }
    json.endObject()
  }

  mutating func writeSource(to json: inout JSONWriter) {
    guard let local = body.finding.local else { return }
    json.key("src_endpoint")
    json.beginObject()
    body.name("ip", local.address.description, to: &json)
    json.member("port", local.port)
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
