// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// Reads files of one directory tree that belongs to somebody else, as root, without being led
/// astray: nothing outside the tree, through no link, no pipe that blocks, no device, no file of a
/// third party, and never more than asked for.
package struct UserFiles: ~Copyable {
  package enum Failure: Error, Hashable, Sendable {
    case missing
    case link
    /// A link leads out of the tree to where others may put or change something.
    case openTarget(String)
    case denied
    case notRegular
    case tooLarge(limit: Int)
    case foreignOwner(UInt32)
    case system(operation: String, errno: Int32)

    /// What is wrong, and where the owner can do something, what.
    package var text: String {
      switch self {
      case .missing: "there is no such file"
      case .link: "a symbolic link is on the way, or it leads out of the directory; not followed"
      case .openTarget(let part):
        "a symbolic link leads out of the directory, and others may change \(part); not followed"
      case .denied: "permission denied"
      case .notRegular: "not a regular file; not read"
      case .tooLarge(let limit): "larger than \(limit) bytes; not read"
      case .foreignOwner(let owner):
        "it belongs to user \(owner), neither the directory's owner nor root; not read"
      case .system(let operation, let number): "\(operation) failed with errno \(number)"
      }
    }
  }

  /// Bytes of a file.
  package static let sizeLimit = 4 << 20

  private let directory: Int32
  /// As it was given.
  let top: String
  /// Who owns the tree's top.
  package let owner: UInt32
  /// Whose files are read, root's apart.
  package let trusted: UInt32

  /// Opens the top. `owner` is whose files may be read besides root's; nil for the top's own owner.
  package init(below path: String, owner wanted: UInt32? = nil) throws(Failure) {
    directory = unsafe path.withCString {
      unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard directory >= 0 else { throw Self.failure("open", errno) }
    var status = stat()
    guard unsafe fstat(directory, &status) == 0 else {
      let number = errno
      close(directory)
      throw Self.failure("fstat", number)
    }
    top = path
    owner = status.st_uid
    trusted = wanted ?? status.st_uid
  }

  /// The whole tree of files as a process sees it; nil where it has ended. `user` is whose files may be read
  /// besides root's.
  package init?(of process: ProcessID, user: UInt32) {
    let root = unsafe Glibc.open(
      "/proc/\(process.pid)/root", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    var status = stat()
    // Another process may have the pid by now.
    guard root >= 0, unsafe fstat(root, &status) == 0, ProcessFiles(process).isSame else {
      if root >= 0 { close(root) }
      return nil
    }
    directory = root
    top = "/"
    owner = status.st_uid
    trusted = user
  }

  deinit { close(directory) }

  /// The whole file at a path below the top, with its facts.
  package func read(
    _ path: String, limit: Int = UserFiles.sizeLimit
  ) throws(Failure) -> UserFile {
    let file = try reader(of: path, limit: limit)
    var bytes: [UInt8] = []
    while let piece = file.next() { bytes += piece }
    if let failure = file.failure { throw failure }
    return UserFile(bytes: bytes, owner: file.owner, isWorldWritable: file.isWorldWritable)
  }

  /// The file at a path below the top, to be read piece by piece.
  package func reader(of path: String, limit: Int) throws(Failure) -> UserFileReader {
    let file = FileDescriptor(try open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY))
    let status = try status(of: file.number)
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
    guard [0, trusted].contains(status.st_uid) else { throw .foreignOwner(status.st_uid) }
    guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
    return UserFileReader(
      file, owner: status.st_uid, state: FileState(status),
      isWorldWritable: status.st_mode & S_IWOTH != 0 || isReplaceable(path), limit: limit)
  }

  /// Whether anyone may put another file in this one's place.
  private func isReplaceable(_ path: String) -> Bool {
    let directory = path.split(separator: "/").dropLast().joined(separator: "/")
    guard
      let descriptor = try? open(directory.isEmpty ? "." : directory, EGRET_O_PATH | O_DIRECTORY)
    else { return false }
    defer { close(descriptor) }
    return (try? status(of: descriptor)).map { Self.isOpen($0) } ?? false
  }

  /// A directory in which anyone may rename and remove what others made.
  private static func isOpen(_ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFDIR && status.st_mode & S_IWOTH != 0
      && status.st_mode & S_ISVTX == 0
  }

  /// Names in a directory below the top, sorted, at most `limit`; `""` is the top itself.
  package func list(_ path: String, limit: Int = 1_000) throws(Failure) -> [DirectoryItem] {
    let descriptor = try open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_NONBLOCK)
    guard let stream = unsafe fdopendir(descriptor) else {
      let number = errno
      close(descriptor)
      throw Self.failure("fdopendir", number)
    }
    defer { unsafe closedir(stream) }
    var items: [DirectoryItem] = []
    while items.count < limit, let item = unsafe readdir(stream) {
      let name = unsafe Self.name(item)
      let kind = Int32(unsafe item.pointee.d_type)
      guard name != ".", name != ".." else { continue }
      items.append(DirectoryItem(name: name, mayBeDirectory: kind == DT_DIR || kind == DT_UNKNOWN))
    }
    return items.sorted { $0.name < $1.name }
  }

  func open(_ path: String, _ flags: Int32) throws(Failure) -> Int32 {
    let descriptor = unsafe path.withCString { unsafe egret_open_beneath(directory, $0, flags) }
    guard descriptor >= 0 else { throw Self.failure("openat2", errno) }
    return descriptor
  }

  func status(of descriptor: Int32) throws(Failure) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure("fstat", errno) }
    return status
  }

  private static func name(_ item: UnsafeMutablePointer<dirent>) -> String {
    unsafe withUnsafePointer(to: &item.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
        unsafe String(cString: $0)
      }
    }
  }

  private static func failure(_ operation: String, _ number: Int32) -> Failure {
    switch number {
    case ENOENT, ENOTDIR: .missing
    case ELOOP, EXDEV: .link
    case EACCES, EPERM: .denied
    default: .system(operation: operation, errno: number)
    }
  }
}

extension UserFiles {
  /// What of an absolute path to a regular file anyone may change, links followed: the file, or a
  /// directory above it, the nearest first.
  package static func worldWritablePart(of path: String) -> String? {
    guard let file = status(path), file.st_mode & S_IFMT == S_IFREG else { return nil }
    if file.st_mode & S_IWOTH != 0 { return path }
    var parts = path.split(separator: "/").prefix(64).dropLast()
    while !parts.isEmpty {
      let directory = "/" + parts.joined(separator: "/")
      if let found = status(directory), isOpen(found) { return directory }
      parts.removeLast()
    }
    return nil
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return unsafe path.withCString { unsafe stat($0, &status) } == 0 ? status : nil
  }
}

/// One name of a directory.
package struct DirectoryItem: Hashable, Sendable {
  package var name: String
  /// It is a directory, or the file system does not say.
  package var mayBeDirectory: Bool
}

/// A file that was read, with the facts that say how far to trust it.
package struct UserFile: Hashable, Sendable {
  package var bytes: [UInt8]
  package var owner: UInt32
  /// Anyone on the machine may change it.
  package var isWorldWritable: Bool
}
