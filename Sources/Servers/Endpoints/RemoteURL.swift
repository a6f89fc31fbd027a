// SPDX-License-Identifier: Apache-2.0

/// A remote server's URL as it may be kept and shown.
enum RemoteURL {
  /// Without user, password, query and fragment; segments that look like a key become `…`.
  ///
  /// Nil where it is no URL of a host.
  static func kept(_ text: String) -> String? {
    guard let url = EndpointURL(text), let host = url.hosts.first, url.hosts.count == 1 else {
      return nil
    }
    let port = host.port.map { ":\($0)" } ?? ""
    let segments = url.path.split(separator: "/", omittingEmptySubsequences: false).map {
      looksLikeKey($0) ? "…" : String($0)
    }
    return ShownText.escaped(
      "\(url.scheme)://\(host.host)\(port)\(segments.joined(separator: "/"))", limit: 500)
  }

  /// Sixteen characters or more with a digit among them: nobody types such a path.
  private static func looksLikeKey(_ segment: Substring) -> Bool {
    segment.utf8.count >= 16 && segment.utf8.contains { (0x30...0x39).contains($0) }
  }
}
