// SPDX-License-Identifier: Apache-2.0

/// Connection strings of keys and values: `Server=tcp:db.example,1433;Database=x`, or
/// `host=db port=5432`.
enum ConnectionString {
  static func endpoints(_ text: String) -> [String] {
    var host: Substring?
    var port: UInt16?
    let separator: Character = text.contains(";") ? ";" : " "
    for pair in text.split(separator: separator).prefix(64) {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      switch parts[0].lowercased().filter({ $0 != " " }) {
      case "host", "server", "datasource", "addr", "address": host = parts[1]
      case "port": port = UInt16(parts[1])
      default: continue
      }
    }
    guard let host else { return [] }
    return endpoints(host: host, port: port ?? (separator == ";" ? nil : 5432))
  }

  /// Microsoft's spelling puts a protocol before the host and a comma before the port.
  private static func endpoints(host: Substring, port: UInt16?) -> [String] {
    let bare = host.hasPrefix("tcp:") ? host.dropFirst(4) : host
    let parts = bare.split(separator: ",", maxSplits: 1)
    guard let first = parts.first else { return [] }
    if parts.count == 2, let port = UInt16(parts[1]) {
      return EndpointText.endpoints(host: String(first), port: port)
    }
    guard let port = port ?? (host.hasPrefix("tcp:") ? 1433 : nil) else { return [] }
    return EndpointText.endpoints(host: String(first), port: port)
  }
}
