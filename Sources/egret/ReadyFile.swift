// SPDX-License-Identifier: Apache-2.0

// libbpf.h brings headers of Glibc along, and which of the two modules owns `stat` varies.
import CLibbpf
import Disclosure
import Glibc
import Kernel

/// The file that says that every hook is attached and every running process is known.
enum ReadyFile {
  /// Said before anything is loaded: who waits for the file would wait for ever.
  static func check(_ path: String) throws(ReadyFileError) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var facts = stat()
    guard unsafe stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw ReadyFileError(path: path, why: "there is no folder \(folder)")
    }
    guard unsafe stat(path, &facts) != 0 || facts.st_mode & S_IFMT != S_IFDIR else {
      throw ReadyFileError(path: path, why: "it is a folder")
    }
  }

  static func make(_ path: String) throws(SystemCallError) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY
    guard FileDescriptor(checking: unsafe open(path, flags, 0o644)) != nil else {
      throw SystemCallError(code: errno)
    }
  }
}

/// Why a ready file cannot be made.
struct ReadyFileError: Error, CustomStringConvertible {
  var path: String
  var why: String

  var description: String {
    "cannot make the --ready-file \(ShownText.escaped(path, limit: 4096)): \(ShownText.escaped(why, limit: 4096))"
  }
}

/// A directory of clients' configurations that cannot be read: nothing of it would be watched.
struct ClosedHomeError: Error, CustomStringConvertible {
  var path: String

  var description: String {
    "cannot read the --home \(ShownText.escaped(path, limit: 4096)): there is no such directory, or this user "
      + "may not read it"
  }
}
