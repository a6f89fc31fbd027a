// SPDX-License-Identifier: Apache-2.0

/// What /proc says of a client that runs: where it works, and where it keeps its configuration.
package enum ClientProcess {
  /// nil where the process is gone, or its directory is.
  package static func workingDirectory(of pid: UInt32) -> String? {
    SystemFile.link("/proc/\(pid)/cwd").flatMap { isPath($0) ? $0 : nil }
  }

  /// The paths that these variables of its environment hold. Nothing else of it is kept.
  package static func paths(of pid: UInt32, in variables: Set<String>) -> [String: String] {
    paths(in: SystemFile.read("/proc/\(pid)/environ", limit: 1 << 17) ?? [], variables)
  }

  static func paths(in environment: [UInt8], _ variables: Set<String>) -> [String: String] {
    var paths: [String: String] = [:]
    for line in environment.split(separator: 0).prefix(1_024) {
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")), line.count < 2_048 else {
        continue
      }
      let name = String(decoding: line[..<equals], as: UTF8.self)
      guard variables.contains(name), paths[name] == nil else { continue }
      let value = String(decoding: line[(equals + 1)...], as: UTF8.self)
      if isPath(value) { paths[name] = value }
    }
    return paths
  }

  /// Absolute, of reasonable length, without steps back and control characters, and still there.
  private static func isPath(_ text: String) -> Bool {
    text.hasPrefix("/") && text.utf8.count <= 1_024 && !text.hasSuffix(" (deleted)")
      && !text.split(separator: "/").contains("..") && text.utf8.allSatisfy { $0 >= 0x20 }
  }
}
