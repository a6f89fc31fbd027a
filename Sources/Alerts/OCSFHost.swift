// SPDX-License-Identifier: Apache-2.0

/// The parts of an OCSF line that are the same in every line of a run, written once.
struct OCSFHost: Hashable, Sendable {
  /// `"device":{…}`
  let device: [UInt8]
  /// `"product":{…}`, of `metadata`
  let product: [UInt8]
  /// `"app":{…}`
  let app: [UInt8]
  /// Of `metadata`: where `euid`, `egid` and `auid` come from.
  static let extensions: StaticString =
    #""extensions":[{"name":"linux","uid":"1","version":"1.5.0"}]"#

  /// Bytes of one fact about the host.
  private static let longest = 96

  init(_ host: Host) {
    device = Self.rendered { json in
      json.key("device")
      json.beginObject()
      Self.writeDevice(host, to: &json)
      json.endObject()
    }
    product = Self.rendered { json in
      Self.writeProduct("product", host, to: &json)
    }
    app = Self.rendered { Self.writeProduct("app", host, to: &$0) }
  }

  static func rendered(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(capacity: 2048)
    body(&json)
    return json.written
  }

  private static func write(_ key: StaticString, _ value: String, to json: inout JSONWriter) {
    if value.isEmpty { return }
    json.key(key)
    _ = json.string(value, limit: longest)
  }

  private static func writeProduct(
    _ key: StaticString, _ host: Host, to json: inout JSONWriter
  ) {
    json.key(key)
    json.beginObject()
    json.fragment(#""name":"Egret","vendor_name":"Egret""#)
    write("version", host.productVersion, to: &json)
    json.endObject()
  }

  private static func writeDevice(_ host: Host, to json: inout JSONWriter) {
    json.fragment(#""type_id":1,"type":"Server""#)
    write("hostname", host.hostname, to: &json)
    write("uid", host.machineID, to: &json)
    write("ip", host.addresses.first ?? "", to: &json)
    writeHardware(host, to: &json)
    json.key("os")
    json.beginObject()
    json.fragment(#""type_id":200"#)
    write("name", host.systemName.isEmpty ? "Linux" : host.systemName, to: &json)
    write("version", host.systemVersion, to: &json)
    write("kernel_release", host.kernelRelease, to: &json)
    json.endObject()
    json.key("boot_time")
    json.integer(host.bootTime)
    write("boot_uid", host.bootID, to: &json)
    writeAgent(host, to: &json)
  }

  private static func writeHardware(_ host: Host, to json: inout JSONWriter) {
    if host.architecture.isEmpty { return }
    json.key("hw_info")
    json.beginObject()
    switch host.architecture {
    case "x86_64": json.fragment(#""cpu_architecture_id":1"#)
    case "aarch64": json.fragment(#""cpu_architecture_id":2"#)
    default: break
    }
    write("cpu_type", host.architecture, to: &json)
    json.endObject()
  }

  private static func writeAgent(_ host: Host, to json: inout JSONWriter) {
    json.key("agent_list")
    json.beginArray()
    json.beginObject()
    json.fragment(#""name":"egret","type_id":1"#)
    write("uid", host.runID, to: &json)
    json.endObject()
    json.endArray()
  }
}
