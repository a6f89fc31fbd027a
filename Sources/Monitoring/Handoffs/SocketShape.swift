// SPDX-License-Identifier: Apache-2.0

/// Names of Unix sockets: as many components as the text has, each with one `*` at most.
struct SocketShape: Sendable {
  private let components: [Substring]

  init(_ text: String) {
    components = text.split(separator: "/", omittingEmptySubsequences: false)
  }

  func fits(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == components.count else { return false }
    return zip(components, parts).allSatisfy { Self.fits($0, $1) }
  }

  private static func fits(_ shape: Substring, _ part: Substring) -> Bool {
    guard let star = shape.firstIndex(of: "*") else { return shape == part }
    let (head, tail) = (shape[..<star], shape[shape.index(after: star)...])
    return part.utf8.count >= head.utf8.count + tail.utf8.count && part.hasPrefix(head)
      && part.hasSuffix(tail)
  }

  /// `/var/run` is a link to `/run` on every machine that has both.
  static func normalised(_ name: String) -> String {
    name.hasPrefix("/var/run/") ? String(name.dropFirst("/var".count)) : name
  }
}
