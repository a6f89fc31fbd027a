// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// A remote server's URL as it may be kept and shown.
extension EndpointURL {
  /// Without user, password, query and fragment; segments that look like a key are hidden. One whose
  /// host is a variable, or that is one as a whole, is kept as it is spelled.
  ///
  /// Nil where it is no URL of one host, and of no Unix socket.
  static func shown(_ text: String) -> String? {
    if let path = SocketURL.path(text) { return SocketURL.spelled(path) }
    guard let url = EndpointURL(text), let host = url.hosts.first, url.hosts.count == 1 else {
      return WordPattern(text).isLiteral ? nil : spelled(text)
    }
    let port = host.port.map { ":\($0)" } ?? ""
    return kept("\(url.scheme)://\(host.host)\(port)\(url.path)")
  }

  private static func kept(_ url: String) -> String {
    ShownText.escaped(Redactor.redacted(url), limit: 500)
  }

  /// What stands between braces is a variable's name, whatever characters it has.
  private static func spelled(_ text: String) -> String? {
    guard text.utf8.count <= 8_192 else { return nil }
    var shown: [UInt8] = []
    var authority: Int?
    var depth = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
      if depth == 0, byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { break }
      if depth == 0, byte == UInt8(ascii: "@"), let start = authority {
        shown.removeSubrange(start...)
        continue
      }
      shown.append(byte)
      if authority == nil, shown.suffix(3).elementsEqual("://".utf8) { authority = shown.count }
    }
    return shown.isEmpty ? nil : kept(String(decoding: shown, as: UTF8.self))
  }
}
