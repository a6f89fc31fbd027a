// SPDX-License-Identifier: Apache-2.0

/// A URL that leads to a Unix socket of this machine: `unix:///run/a.sock#/mcp` as VS Code has it,
/// `http+unix://%2Frun%2Fa.sock/mcp` as many libraries have it.
package enum SocketURL {
  /// The socket's path, or its abstract name behind an `@`; nil for any other URL.
  package static func path(_ text: String) -> String? {
    guard text.utf8.count <= 1_024, let colon = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<colon].lowercased()
    let rest = text[text.index(after: colon)...]
    let place = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
    switch scheme {
    case "unix": return checked((place.prefix { $0 != "#" && $0 != "?" }).percentDecoded)
    case "http+unix", "https+unix", "unix+http", "ws+unix":
      if place.hasPrefix("/") {
        return checked((place.prefix { $0 != "#" && $0 != "?" }).percentDecoded)
      }
      return checked((place.prefix { $0 != "/" && $0 != "#" && $0 != "?" }).percentDecoded)
    default: return nil
    }
  }

  /// The one spelling in which entries keep it; nil for what names no socket.
  package static func spelled(_ path: String) -> String? {
    checked(path).map { $0.hasPrefix("@") ? "unix:\($0)" : "unix://\($0)" }
  }

  /// As long as `sockaddr_un` takes (unix(7)).
  private static let limit = 107

  private static func checked(_ path: String?) -> String? {
    guard let path, path.hasPrefix("/") || path.hasPrefix("@"), path.utf8.count > 1,
      path.utf8.count <= limit, path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      WordPattern(path).isLiteral
    else { return nil }
    return path
  }
}
