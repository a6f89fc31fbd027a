// SPDX-License-Identifier: Apache-2.0

/// What a line of JSON is, before it is read as an alert.
struct LineKind: Decodable {
  enum Format { case ocsf, ecs }

  let format: Format

  private struct Metadata: Decodable {
    struct Product: Decodable { var name: String? }
    var product: Product?
    var code: String?

    enum CodingKeys: String, CodingKey {
      case product
      case code = "event_code"
    }
  }

  private struct Event: Decodable {
    var module: String?
    var code: String?
  }

  private enum CodingKeys: String, CodingKey { case metadata, event }

  init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: CodingKeys.self)
    if let metadata = try? line.decode(Metadata.self, forKey: .metadata),
      metadata.product?.name == "Egret"
    {
      try Self.check(metadata.code)
      format = .ocsf
    } else if let event = try? line.decode(Event.self, forKey: .event), event.module == "egret" {
      try Self.check(event.code)
      format = .ecs
    } else {
      throw ReportedAlertError.notEgrets
    }
  }

  /// Lines about Egret itself, and flows, have codes of their own.
  private static func check(_ code: String?) throws {
    guard let code else { throw ReportedAlertError.notEgrets }
    if code == "egret.flow" { throw ReportedAlertError.flow }
    if ["start", "stop", "heartbeat", "loss", "policy", "hook"].contains(code.dropFirst(6)) {
      throw ReportedAlertError.notice(code)
    }
  }
}
