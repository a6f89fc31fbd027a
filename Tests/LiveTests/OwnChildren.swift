// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The processes that a running egret made for itself.
enum OwnChildren {
  /// The child of a process that has that name; nil where there is none now.
  static func named(_ name: String, of pid: Int32) -> Int32? {
    let path = "/proc/\(pid)/task/\(pid)/children"
    let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return children.split(separator: " ").compactMap { Int32($0) }.first {
      (try? String(contentsOfFile: "/proc/\($0)/comm", encoding: .utf8)) == name + "\n"
    }
  }
}
