// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Links below a directory: which are followed, and where they lead.
extension UserFiles {
  private static let linkLimit = 40

  /// The same path with its links taken: where people keep their configuration in a folder of its
  /// own, these lead there. Throws `.link` where one leads out of the tree. What is opened by the
  /// answer is opened without links, so that nobody gains by changing one meanwhile.
  package func resolved(_ path: String) throws(Failure) -> String {
    var left = path.split(separator: "/").map(String.init)
    var taken: [String] = []
    var links = 0
    while !left.isEmpty {
      let part = left.removeFirst()
      if part == "." { continue }
      if part == ".." {
        guard taken.popLast() != nil else { throw .link }
        continue
      }
      guard let target = try target(of: (taken + [part]).joined(separator: "/")) else {
        taken.append(part)
        continue
      }
      links += 1
      guard links <= Self.linkLimit else { throw .link }
      let steps = try steps(target, from: &taken)
      left = steps + left
      guard left.count <= 256 else { throw .link }
    }
    return taken.joined(separator: "/")
  }

  private func steps(
    _ target: String, from taken: inout [String]
  ) throws(Failure) -> [String] {
    guard target.hasPrefix("/") else { return target.split(separator: "/").map(String.init) }
    let place = top == "/" ? "/" : top + "/"
    guard target.hasPrefix(place) else { throw .link }
    taken = []
    return target.dropFirst(place.count).split(separator: "/").map(String.init)
  }

  /// Where the link leads; nil where it is none.
  private func target(of path: String) throws(Failure) -> String? {
    let item = FileDescriptor(try open(path, EGRET_O_PATH | O_NOFOLLOW))
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return unsafe readlinkat(
        item.number, "", start.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }
}
