// SPDX-License-Identifier: Apache-2.0

/// The parts of an OCSF line that are the same in every line of a run, written once.
struct OCSFHost: Hashable, Sendable {
  /// `"device":{…}`
  let device: [UInt8]
  /// `"log_name":…,"product":{…}`, of `metadata`
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
      json.fragment(#""log_name":"alerts","log_provider":"egret","log_version":"1""#)
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
    json.fragment(#""name":"Egret","uid":"egret","vendor_name":"Egret""#)
    write("version", host.productVersion, to: &json)
    json.endObject()
  }

  private static func writeDevice(_ host: Host, to json: inout JSONWriter) {
    json.fragment(#""type_id":1,"type":"Server""#)
    write("hostname", host.hostname, to: &json)
    write("uid", host.machineID, to: &json)
    json.key("os")
    json.beginObject()
    json.fragment(#""type_id":200,"type":"Linux""#)
    write("name", host.systemName.isEmpty ? "Linux" : host.systemName, to: &json)
    write("version", host.systemVersion, to: &json)
    write("kernel_release", host.kernelRelease, to: &json)
    json.endObject()
    json.key("boot_time")
    json.integer(host.bootTime)
    write("boot_uid", host.bootID, to: &json)
    writeAgent(host, to: &json)
  }

  private static func writeAgent(_ host: Host, to json: inout JSONWriter) {
    json.key("agent_list")
    json.beginArray()
    json.beginObject()
    json.fragment(#""name":"egret","type_id":1,"type":"Endpoint Detection and Response""#)
    write("uid", host.runID, to: &json)
    write("version", host.productVersion, to: &json)
    json.endObject()
    json.endArray()
  }
}
