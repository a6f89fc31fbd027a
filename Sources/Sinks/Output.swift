// SPDX-License-Identifier: Apache-2.0

/// An output of lines, as `--output` spells it.
package enum Output: Hashable, Sendable {
  case stdout
  case file(path: String)
  case syslog(socket: String)

  package static let systemSocket = "/dev/log"

  /// `stdout`, `file:PATH` or `syslog[:SOCKET]`.
  package static func parse(_ text: String) throws(SinkError) -> Output {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1]) : nil
    switch (parts.first.map(String.init), rest) {
    case ("stdout", nil): return .stdout
    case ("file", .some(let path)) where isUsable(path): return .file(path: path)
    case ("syslog", nil): return .syslog(socket: systemSocket)
    case ("syslog", .some(let path)) where isUsable(path): return .syslog(socket: path)
    default: throw .unknownOutput(text)
    }
  }

  private static func isUsable(_ path: String) -> Bool {
    !path.isEmpty && !path.utf8.contains(0)
  }
}

extension Output: CustomStringConvertible {
  package var description: String {
    switch self {
    case .stdout: "stdout"
    case .file(let path): "file:\(path)"
    case .syslog(let socket): "syslog:\(socket)"
    }
  }
}
