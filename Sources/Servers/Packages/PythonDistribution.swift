// SPDX-License-Identifier: Apache-2.0

/// An installed Python distribution, by the files of its `.dist-info` folder.
package enum PythonDistribution {
  /// As PEP 503 compares names: small letters, and one hyphen for each run of `-`, `_` and `.`.
  package static func normalised(_ name: String) -> String {
    var text: [UInt8] = []
    for byte in name.lowercased().utf8.prefix(256) {
      let isMark = byte == 0x2d || byte == 0x5f || byte == 0x2e
      if isMark, text.last == 0x2d { continue }
      text.append(isMark ? 0x2d : byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The name in `mcp_server_fetch-1.2.3.dist-info`; nil for another folder.
  package static func name(ofFolder folder: String) -> String? {
    guard folder.hasSuffix(".dist-info"), let hyphen = folder.firstIndex(of: "-") else {
      return nil
    }
    return normalised(String(folder[..<hyphen]))
  }

  /// Whether `entry_points.txt` makes a command of that name, or one that runs the module.
  package static func startsProgram(
    _ text: [UInt8], command: String, module: String
  ) -> Bool {
    var isOfCommands = false
    for line in text.split(separator: 0x0a, maxSplits: 2_000) {
      let line = String(decoding: line.prefix(512), as: UTF8.self)
      if line.hasPrefix("[") {
        isOfCommands = line.hasPrefix("[console_scripts]")
        continue
      }
      guard isOfCommands, let mark = line.firstIndex(of: "=") else { continue }
      let target = line[line.index(after: mark)...].trimmed
      let top = target.prefix { $0 != ":" && $0 != "." }
      if !command.isEmpty, line[..<mark].trimmed == command { return true }
      if !module.isEmpty, top == module { return true }
    }
    return false
  }

  /// The lines of `RECORD` that say what the package's own files held when it was installed: the same whichever
  /// tool installed it and where. What an installer adds, and what Python compiles, is left out.
  package static func ownLines(ofRecord text: [UInt8]) -> [String] {
    text.split(separator: 0x0a, maxSplits: 20_000).compactMap { line -> String? in
      let line = String(decoding: line.prefix(1_024), as: UTF8.self)
      guard let path = line.split(separator: ",").first, line.contains("sha256=") else {
        return nil
      }
      let isOther =
        path.hasPrefix("..") || path.hasPrefix("/") || path.hasSuffix(".pyc")
        || path.contains(".dist-info/")
      return isOther ? nil : line.trimmingReturn
    }.sorted()
  }
}

extension String {
  fileprivate var trimmingReturn: String { hasSuffix("\r") ? String(dropLast()) : self }
}
