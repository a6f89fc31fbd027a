// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Foundation

/// A BPF link by its number: what any root process can do to another's.
enum ForeignLink {
  struct Refused: Error, CustomStringConvertible { let description: String }

  static func exists(_ number: UInt32) -> Bool {
    let link = bpf_link_get_fd_by_id(number)
    if link >= 0 { close(link) }
    return link >= 0
  }

  static func detach(_ number: UInt32) throws {
    let link = bpf_link_get_fd_by_id(number)
    defer { if link >= 0 { close(link) } }
    guard link >= 0, bpf_link_detach(link) == 0 else {
      throw Refused(description: "link \(number): \(String(cString: strerror(errno)))")
    }
  }

  /// Numbers of the cgroup links of a process, by their attach type (`enum bpf_attach_type`).
  static func ofCgroups(process: Int32) throws -> [UInt32: UInt32] {
    let folder = "/proc/\(process)/fdinfo"
    var found: [UInt32: UInt32] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let text = (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
      let fields = text.split(separator: "\n").map { $0.split(separator: ":\t") }
      let values = Dictionary(
        fields.filter { $0.count == 2 }.map { ($0[0], $0[1]) },
        uniquingKeysWith: { first, _ in first })
      guard values["link_type"] == "cgroup", let number = values["link_id"].flatMap({ UInt32($0) }),
        let type = values["attach_type"].flatMap({ UInt32($0) })
      else { continue }
      found[type] = number
    }
    return found
  }
}
