// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// A remote server's URL as it may be kept and shown.
extension EndpointURL {
  /// Without user, password, query and fragment; segments that look like a key are hidden.
  ///
  /// Nil where it is no URL of one host.
  static func shown(_ text: String) -> String? {
    guard let url = EndpointURL(text), let host = url.hosts.first, url.hosts.count == 1 else {
      return nil
    }
    let port = host.port.map { ":\($0)" } ?? ""
    return ShownText.escaped(
      Redactor.redacted("\(url.scheme)://\(host.host)\(port)\(url.path)"), limit: 500)
  }
}
