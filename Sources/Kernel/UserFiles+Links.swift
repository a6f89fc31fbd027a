// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Links below a directory: which are followed, and where they lead.
extension UserFiles {
  private static let linkLimit = 40

  /// The same path with its links taken: where people keep their configuration in a folder of its
  /// own, these lead there. Throws `.link` where one leads out of the tree. What is opened by the
  /// answer is opened without links, so that nobody gains by changing one meanwhile.
  package func resolved(
    _ path: String, avoiding isClosed: (String) -> Bool = { _ in false }
  ) throws(Failure) -> String {
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
      let place = (taken + [part]).joined(separator: "/")
      if isClosed(place) { throw .link }
      guard let target = try target(of: place) else {
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

  /// Where a path leads whose links lead out of the tree, below the root and without a link: what
  /// home-manager, Nix and other managers of dotfiles make. Nobody but root and the tree's user can have
  /// put it there: each directory on the way and the file itself are theirs, and not for others to
  /// write. `isClosed` says of an absolute path whether it is not to be touched.
  package func outside(
    _ path: String, avoiding isClosed: (String) -> Bool
  ) throws(Failure) -> String {
    let root = try UserFiles(below: "/", owner: trusted)
    let whole = (top + "/" + path).drop { $0 == "/" }
    let real = try root.resolved(String(whole)) { isClosed("/" + $0) }
    let parts = real.split(separator: "/")
    if let first = parts.first, ["proc", "sys", "dev"].contains(first) { throw .link }
    for count in 1...max(1, parts.count) where count <= parts.count {
      let part = parts.prefix(count).joined(separator: "/")
      let item = FileDescriptor(try root.open(part, EGRET_O_PATH | O_NOFOLLOW))
      let status = try root.status(of: item.number)
      guard root.isGuarded(status) else { throw .openTarget("/" + part) }
    }
    return real
  }

  /// Root's or the user's, and for others to write only as in /tmp. A group of the owner's number is
  /// that user's alone on most systems.
  private func isGuarded(_ status: stat) -> Bool {
    guard [0, trusted].contains(status.st_uid) else { return false }
    let isSticky = status.st_mode & S_IFMT == S_IFDIR && status.st_mode & S_ISVTX != 0
    let isGroups = status.st_mode & S_IWGRP != 0 && status.st_gid != status.st_uid
    return isSticky || !isGroups && status.st_mode & S_IWOTH == 0
  }
}
