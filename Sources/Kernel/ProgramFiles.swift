// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// The files that a process runs, held by descriptors that read nothing: a file system of somebody's own may never
/// answer, so whoever reads them does it where nothing waits.
package final class ProgramFiles: Sendable {
  package enum Failure: Error, Hashable, Sendable {
    case gone
    case none
    case special
    case tooLarge
    case changed
    case system(Int32)
  }

  /// Bytes of one file.
  package static let limit = 256 << 20
  private static let piece = 256 << 10

  /// Where the process was when it was looked up; empty where that is not known.
  package let directory: String
  private let executable: FileDescriptor?
  private let root: FileDescriptor?

  /// nil where the process has ended.
  package init?(_ process: ProcessID) {
    let place = "/proc/\(process.pid)"
    let path = EGRET_O_PATH | O_CLOEXEC
    executable = FileDescriptor(checking: unsafe open(place + "/exe", path))
    root = FileDescriptor(checking: unsafe open(place + "/root", path | O_DIRECTORY))
    directory = SystemFile.link(place + "/cwd") ?? ""
    // Another process may have the pid by now.
    guard executable != nil, ProcessFiles(process).isSame else { return nil }
  }

  /// The executable's state and bytes, piece by piece: the file that runs, whatever its path leads to now.
  package func readExecutable(
    known: (FileState) -> Bool, _ body: ([UInt8]) -> Void
  ) throws(Failure) -> FileState {
    guard let number = executable?.number else { throw .gone }
    return try Self.read(number, known, body)
  }

  /// The same of a file by an absolute path, as the process sees files: links lead nowhere else.
  package func readScript(
    _ path: String, known: (FileState) -> Bool, _ body: ([UInt8]) -> Void
  ) throws(Failure) -> FileState {
    guard let top = root?.number else { throw .gone }
    guard
      let file = FileDescriptor(
        checking: unsafe egret_open_in_root(top, path, EGRET_O_PATH | O_CLOEXEC))
    else { throw errno == ENOENT ? .none : .system(errno) }
    return try Self.read(file.number, known, body)
  }

  /// Nothing is read of a file whose state is known.
  private static func read(
    _ number: Int32, _ known: (FileState) -> Bool, _ body: ([UInt8]) -> Void
  ) throws(Failure) -> FileState {
    let before = try state(of: number)
    if known(before) { return before }
    guard
      let file = FileDescriptor(
        checking: unsafe open("/proc/self/fd/\(number)", O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    else { throw .system(errno) }
    try readAll(file, body)
    guard try state(of: file.number) == before else { throw .changed }
    return before
  }

  private static func readAll(
    _ file: borrowing FileDescriptor, _ body: ([UInt8]) -> Void
  ) throws(Failure) {
    var buffer = [UInt8](repeating: 0, count: piece)
    var total = 0
    while true {
      let count = unsafe Glibc.read(file.number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw .system(errno) }
      if count == 0 { return }
      total += count
      if total > limit { throw .tooLarge }
      body(count == buffer.count ? buffer : Array(buffer[..<count]))
    }
  }

  private static func state(of number: Int32) throws(Failure) -> FileState {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .system(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .special }
    guard status.st_size <= limit else { throw .tooLarge }
    return FileState(status)
  }
}

extension ProgramFiles.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .gone: "the process had ended"
    case .none: "there is no such file"
    case .special: "it is no regular file"
    case .tooLarge: "it is larger than \(ProgramFiles.limit >> 20) MiB"
    case .changed: "it changed while it was read"
    case .system(let code): KernelError.text(errno: code)
    }
  }
}
