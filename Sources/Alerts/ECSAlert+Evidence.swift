// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Monitoring

/// `process`, `destination`, `network`, `dns`, `related`.
extension ECSAlert {
  mutating func writeProcess(to json: inout JSONWriter) {
    let process = body.finding.process
    json.key("process")
    json.beginObject()
    writeIdentity(of: process, to: &json)
    json.key("entity_id")
    body.identity(process.id, to: &json)
    body.text(
      "command_line", body.command?.line, limit: body.limits.command, cut: .commandLine, to: &json)
    writeArguments(to: &json)
    if process.id.start.nanoseconds > 0 {
      json.timeText("start", body.head.host.wallTime(process.id.start))
    }
    writeUser(of: process, to: &json)
    if let facts = body.facts {
      body.path("working_directory", facts.directory, to: &json)
      writeHash(facts.executable, to: &json)
    }
    json.key("group")
    json.beginObject()
    json.key("id")
    json.beginString()
    json.digits(UInt64(process.group))
    json.endString()
    json.endObject()
    writeParent(to: &json)
    json.endObject()
    writeContainer(to: &json)
  }

  mutating func writeIdentity(of process: FindingProcess, to json: inout JSONWriter) {
    json.member("pid", process.id.pid)
    body.name("name", process.name, to: &json)
    body.path("executable", process.path, to: &json)
  }

  private mutating func writeArguments(to json: inout JSONWriter) {
    let arguments = body.command?.arguments ?? []
    json.member("args_count", body.finding.process.arguments.count)
    if arguments.count > body.limits.arguments { body.note(.arguments) }
    if body.limits.arguments == 0 || arguments.isEmpty { return }
    json.key("args")
    json.beginArray()
    for argument in arguments.prefix(body.limits.arguments)
    where !json.string(argument, limit: body.limits.argument) {
      body.note(.arguments)
    }
    json.endArray()
  }

  private mutating func writeParent(to json: inout JSONWriter) {
    guard let parent = body.finding.parent else { return }
    json.key("parent")
    json.beginObject()
    writeIdentity(of: parent, to: &json)
    if let command = body.parentCommand {
      if body.limits.parentCommand > 0 {
        let limit = body.limits.parentCommand
        body.text("command_line", command.line, limit: limit, cut: .arguments, to: &json)
      } else if !command.line.isEmpty {
        body.note(.arguments)
      }
      if command.isCut { body.note(.arguments) }
    }
    json.endObject()
  }

  private mutating func writeHash(_ digest: FileDigest, to json: inout JSONWriter) {
    if digest.sha256.isEmpty { return }
    json.key("hash")
    json.beginObject()
    body.name("sha256", digest.sha256, to: &json)
    json.endObject()
  }

  /// The script that an interpreter runs, or the list that changed.
  mutating func writeFile(to json: inout JSONWriter) {
    let path = body.isAboutFile ? body.finding.server.config : body.facts?.script ?? ""
    if path.isEmpty { return }
    json.key("file")
    json.beginObject()
    body.path("path", path, to: &json)
    body.name("name", AlertBody.fileName(path), to: &json)
    if let facts = body.facts { writeHash(facts.scriptDigest, to: &json) }
    json.endObject()
  }

  private mutating func writeContainer(to json: inout JSONWriter) {
    guard let container = body.container else { return }
    json.key("container")
    json.beginObject()
    body.name("id", container, to: &json)
    body.name("name", body.finding.containerName, to: &json)
    if !body.finding.containerImage.isEmpty {
      json.key("image")
      json.beginObject()
      body.name("name", body.finding.containerImage, to: &json)
      json.endObject()
    }
    json.endObject()
  }

  private mutating func writeSource(to json: inout JSONWriter) {
    let (local, sent) = (body.finding.local, body.finding.bytesOut)
    if local == nil && sent == nil { return }
    json.key("source")
    json.beginObject()
    if let local {
      body.name("ip", local.address.description, to: &json)
      json.member("port", local.port)
    }
    if let sent { json.member("bytes", sent) }
    json.endObject()
  }

  mutating func writeNetwork(to json: inout JSONWriter) {
    writeSource(to: &json)
    writeDestination(to: &json)
    guard body.target.endpoint != nil || body.finding.proxy != nil else {
      return writeQuery(to: &json)
    }
    json.key("network")
    json.beginObject()
    body.name("transport", body.target.transport.name, to: &json)
    if let address = body.target.endpoint?.address {
      json.member("type", literal: address.isIPv4 ? "ipv4" : "ipv6")
    }
    json.member("direction", literal: "egress")
    if let community = body.community { body.name("community_id", community.text, to: &json) }
    if let sent = body.finding.bytesOut, let received = body.finding.bytesIn {
      json.member("bytes", sent &+ received)
    }
    json.endObject()
    writeQuery(to: &json)
  }

  private mutating func writeDestination(to json: inout JSONWriter) {
    let address = body.target.endpoint?.address.description
    guard body.hostname ?? address ?? body.target.unixPath != nil else { return }
    json.key("destination")
    json.beginObject()
    if body.hostname == nil, address == nil {
      body.name("address", body.target.unixPath, to: &json)
    }
    body.name("domain", body.hostname, to: &json)
    if let endpoint = body.target.endpoint {
      body.name("ip", address, to: &json)
      json.member("port", endpoint.port)
    } else if let port = body.target.namedPort {
      json.member("port", port)
    }
    if let received = body.finding.bytesIn { json.member("bytes", received) }
    json.endObject()
  }

  private mutating func writeQuery(to json: inout JSONWriter) {
    guard body.isAboutQuery, let hostname = body.knownName else { return }
    json.key("dns")
    json.beginObject()
    json.key("question")
    json.beginObject()
    body.name("name", hostname, to: &json)
    json.endObject()
    json.endObject()
  }

  mutating func writeRelated(to json: inout JSONWriter) {
    json.key("related")
    json.beginObject()
    let proxy = body.finding.proxy
    let addresses = [body.target.endpoint, proxy?.endpoint].compactMap { $0?.address.description }
    writeTexts("ip", addresses, to: &json)
    writeTexts("hosts", body.hosts, to: &json)
    writeTexts("hash", hashes, to: &json)
    writeTexts("user", [body.finding.process.userName].filter { !$0.isEmpty }, to: &json)
    json.endObject()
  }

  private var hashes: [String] {
    guard let facts = body.facts else { return [] }
    return [facts.executable.sha256, facts.scriptDigest.sha256].filter { !$0.isEmpty }
  }

  private mutating func writeTexts(
    _ key: StaticString, _ values: [String], to json: inout JSONWriter
  ) {
    if values.isEmpty { return }
    json.key(key)
    json.beginArray()
    for value in values where !json.string(value, limit: body.limits.name) { body.note(.text) }
    json.endArray()
  }
}
