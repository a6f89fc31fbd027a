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
    values(in: environment, variables, longest: 2_048).filter { isPath($0.value) }
  }

  /// What these variables of its environment hold, whatever it is. For the caller to read at once and
  /// not to keep.
  package static func values(of pid: UInt32, in variables: Set<String>) -> [String: String] {
    let environment = SystemFile.read("/proc/\(pid)/environ", limit: 1 << 18) ?? []
    return values(in: environment, variables, longest: 1 << 17)
  }

  private static func values(
    in environment: [UInt8], _ variables: Set<String>, longest: Int
  ) -> [String: String] {
    var values: [String: String] = [:]
    for line in environment.split(separator: 0).prefix(1_024) {
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")), line.count < longest else {
        continue
      }
      let name = String(decoding: line[..<equals], as: UTF8.self)
      guard variables.contains(name), values[name] == nil else { continue }
      values[name] = String(decoding: line[(equals + 1)...], as: UTF8.self)
    }
    return values
  }

  /// Absolute, of reasonable length, without steps back and control characters, and still there.
  private static func isPath(_ text: String) -> Bool {
    text.hasPrefix("/") && text.utf8.count <= 1_024 && !text.hasSuffix(" (deleted)")
      && !text.split(separator: "/").contains("..") && text.utf8.allSatisfy { $0 >= 0x20 }
  }
}
