// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An output of lines, as `--output` spells it.
package enum Output: Hashable, Sendable {
  case stdout
  /// `access` nil: that of the file, if there is one.
  case file(path: String, access: FileAccess?)
  case syslog(socket: String)
  case journal(socket: String)

  package static let systemSocket = "/dev/log"
  /// The same, and where systemd's link leads.
  static let systemSockets = [systemSocket, "/run/systemd/journal/dev-log"]
  package static let journalSocket = "/run/systemd/journal/socket"
  package static let spelling =
    "stdout, file:PATH[,mode=0640][,group=NAME], syslog[:SOCKET] or journal[:SOCKET]"

  /// As `spelling` has it.
  package static func parse(_ text: String) throws(SinkError) -> Output {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1]) : nil
    switch (parts.first.map(String.init), rest) {
    case ("stdout", nil): return .stdout
    case ("file", .some(let rest)):
      guard let file = file(rest) else { throw .unknownOutput(text) }
      return file
    case ("syslog", nil): return .syslog(socket: systemSocket)
    case ("syslog", .some(let path)) where isUsable(path): return .syslog(socket: path)
    case ("journal", nil): return .journal(socket: journalSocket)
    case ("journal", .some(let path)) where isUsable(path): return .journal(socket: path)
    default: throw .unknownOutput(text)
    }
  }

  /// `PATH[,mode=0640][,group=NAME]`: a comma before anything else is the path's.
  private static func file(_ text: String) -> Output? {
    var (path, mode, group): (Substring, UInt32?, String?) = (text[...], nil, nil)
    while let comma = path.lastIndex(of: ",") {
      let option = path[path.index(after: comma)...]
      if option.hasPrefix("mode="), mode == nil {
        guard let value = FileAccess.mode(option.dropFirst(5)) else { return nil }
        mode = value
      } else if option.hasPrefix("group="), group == nil {
        guard option.utf8.count > 6 else { return nil }
        group = String(option.dropFirst(6))
      } else {
        break
      }
      path = path[..<comma]
    }
    guard isUsable(path) else { return nil }
    let isPlain = mode == nil && group == nil
    let access = FileAccess(mode: mode ?? (group == nil ? 0o600 : 0o640), group: group)
    return .file(path: String(path), access: isPlain ? nil : access)
  }

  /// It shows what a line is about in fields of its own.
  package var takesSubjects: Bool {
    switch self {
    case .journal: true
    case .stdout, .file, .syslog: false
    }
  }

  package var isFile: Bool {
    switch self {
    case .file: true
    case .stdout, .syslog, .journal: false
    }
  }

  private static func isUsable(_ path: some StringProtocol) -> Bool {
    !path.isEmpty && !path.utf8.contains(0)
  }
}

extension Output: CustomStringConvertible {
  package var description: String {
    switch self {
    case .stdout: "stdout"
    case .file(let path, _): "file:\(path)"
    case .syslog(let socket): "syslog:\(socket)"
    case .journal(let socket): "journal:\(socket)"
    }
  }
}
