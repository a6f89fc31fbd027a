// SPDX-License-Identifier: Apache-2.0

/// The path of a process's cgroup, as the hierarchy has it in which systemd and the engines put
/// processes.
package enum CgroupPath {
  /// From the text of /proc/PID/cgroup: of version 2, or on machines that do not use it of systemd's own
  /// hierarchy of version 1. Empty where there is neither.
  package static func of(_ text: String) -> String {
    var found = ""
    for line in text.prefix(1 << 16).split(separator: "\n").prefix(64) {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, fields[2].utf8.count <= limit else { continue }
      let isUnified = fields[0] == "0" && fields[1].isEmpty
      guard isUnified || fields[1] == "name=systemd" else { continue }
      let path = String(fields[2])
      if isUnified, path != "/" { return path }
      if found.isEmpty || found == "/" { found = path }
    }
    return found
  }

  private static let limit = 4_096
}
