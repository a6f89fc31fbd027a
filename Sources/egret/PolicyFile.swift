// SPDX-License-Identifier: Apache-2.0

// libbpf.h brings headers of Glibc along, and which of the two modules owns `stat` varies.
import CLibbpf
import Crypto
import Glibc
package import Kernel
package import Policies

/// A policy file on disk.
package struct PolicyFile: Sendable {
  package let path: String
  /// What `run` looks for if no `--policy` is given.
  package static let defaultPath = "/etc/egret/policy.yaml"
  /// Bytes.
  private static let largest = 1 << 20

  /// What one reading of the file gave.
  package struct Contents: Sendable {
    package var reading: PolicyReading
    package var text: String
    /// SHA-256 of the bytes that were read, in hexadecimal.
    package var digest: String
  }

  package init(path: String) { self.path = path }

  /// Reads and diagnoses. Throws only if there is no text to read, or nobody to parse it.
  package func read(_ parser: ParserKeeper? = nil) throws(PolicyFileError) -> Contents {
    let (text, bytes) = try text()
    let document = try document(bytes, parser)
    return Contents(
      reading: Policy.read(text, file: path, words: .ofEgret) {
        document ?? PolicyDocument($0)
      }, text: text, digest: Self.digest(bytes))
  }

  /// Nil where it is to be parsed in this process.
  private func document(
    _ bytes: [UInt8], _ parser: ParserKeeper?
  ) throws(PolicyFileError) -> PolicyDocument? {
    guard let parser else { return nil }
    var left: [UInt8]? = bytes
    do throws(ParserFailure) {
      return try parser.ask(
        ParserTask.document.rawValue, [], user: 0, { left.take() },
        { PolicyDocument(encoded: $0) })
    } catch { throw .unreadable(path: path, why: error.text) }
  }

  /// The text as it is, and its bytes.
  func text() throws(PolicyFileError) -> (text: String, bytes: [UInt8]) {
    let bytes = try bytes()
    guard bytes.count <= Self.largest else { throw .tooLarge(path: path, most: Self.largest) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(
        path: path, isUTF16: [[0xff, 0xfe], [0xfe, 0xff]].contains(Array(bytes.prefix(2))))
    }
    return (text, bytes)
  }

  static func digest(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// At most one byte more than is allowed, so that neither a device nor a growing file fills
  /// memory. What could hold up an open is none that is opened.
  private func bytes() throws(PolicyFileError) -> [UInt8] {
    guard let kind else { throw .unreadable(path: path, why: reason()) }
    guard kind == S_IFREG else { throw .notAFile(path: path) }
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
    guard let file = FileDescriptor(checking: unsafe open(path, flags)) else {
      throw .unreadable(path: path, why: reason())
    }
    var bytes: [UInt8] = []
    do {
      while bytes.count <= Self.largest {
        let more = try ByteStream.read(file.number, most: Self.largest + 1 - bytes.count)
        if more.isEmpty { break }
        bytes += more
      }
    } catch { throw .unreadable(path: path, why: reason()) }
    return bytes
  }

  package var exists: Bool { kind != nil }
  var isFolder: Bool { kind == S_IFDIR }

  /// What kind of file the path leads to; nil if it leads to none.
  private var kind: mode_t? {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode & S_IFMT : nil
  }

  /// Whose the file is, and who may do what with it.
  var access: (user: uid_t, group: gid_t, mode: mode_t)? {
    var facts = stat()
    guard unsafe stat(path, &facts) == 0 else { return nil }
    return (facts.st_uid, facts.st_gid, facts.st_mode & 0o7777)
  }

  private func reason() -> String {
    exists ? "this user may not read it" : "there is no such file"
  }
}
