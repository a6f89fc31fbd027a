// SPDX-License-Identifier: Apache-2.0

/// The parts of an ECS line that are the same in every line of a run, written once.
struct ECSHost: Hashable, Sendable {
  /// `"ecs":…,"agent":{…},"host":{…}`
  let members: [UInt8]

  private static let longest = 96
  private static let mostAddresses = 8

  init(_ host: Host) {
    members = OCSFHost.rendered { json in
      json.fragment(#""ecs":{"version":"9.4.0"}"#)
      Self.writeAgent(host, to: &json)
      Self.writeHost(host, to: &json)
    }
  }

  private static func write(_ key: StaticString, _ value: String, to json: inout JSONWriter) {
    if value.isEmpty { return }
    json.key(key)
    _ = json.string(value, limit: longest)
  }

  private static func writeAgent(_ host: Host, to json: inout JSONWriter) {
    json.key("agent")
    json.beginObject()
    json.fragment(#""type":"egret""#)
    write("version", host.productVersion, to: &json)
    write("ephemeral_id", host.runID, to: &json)
    json.endObject()
  }

  private static func writeAddresses(_ host: Host, to json: inout JSONWriter) {
    if host.addresses.isEmpty { return }
    json.key("ip")
    json.beginArray()
    for address in host.addresses.prefix(mostAddresses) { _ = json.string(address, limit: longest) }
    json.endArray()
  }

  private static func writeHost(_ host: Host, to json: inout JSONWriter) {
    json.key("host")
    json.beginObject()
    write("name", host.hostname, to: &json)
    write("hostname", host.hostname, to: &json)
    write("id", host.machineID, to: &json)
    write("architecture", host.architecture, to: &json)
    writeAddresses(host, to: &json)
    if !host.bootID.isEmpty {
      json.key("boot")
      json.beginObject()
      write("id", host.bootID, to: &json)
      json.endObject()
    }
    json.key("os")
    json.beginObject()
    json.fragment(#""type":"linux""#)
    write("name", host.systemName, to: &json)
    write("version", host.systemVersion, to: &json)
    write("kernel", host.kernelRelease, to: &json)
    json.endObject()
    json.endObject()
  }
}
