// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Glibc
import Kernel
import Policies

/// A policy that a person wrote, and to which a draft is added.
struct UpdatedPolicy: ~Copyable {
  private let path: String
  private let text: String
  /// The new text is written here and takes the file's place whole: a reader finds the one or the other.
  private let successor: FileDescriptor
  private let successorPath: String

  /// Opened before anything is watched. Throws what a person should read.
  init(path: String) throws {
    let own = try Self.accepted(path)
    let place = "\(path).egret-\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = unsafe open(place, flags, 0o600)
    guard number >= 0 else { throw DraftFileError(path: place, code: errno) }
    self.path = path
    text = own
    successorPath = place
    successor = FileDescriptor(number)
  }

  private static func accepted(_ path: String) throws(PolicyFileError) -> String {
    let contents = try PolicyFile(path: path).read()
    if contents.reading.policy != nil { return contents.text }
    throw .broken(path: path, contents.reading.diagnostics)
  }

  deinit { _ = unsafe unlink(successorPath) }

  /// Nothing is written where the file was changed meanwhile, or where there is no place for more.
  func write(_ draft: LearnedPolicy) throws {
    guard try PolicyFile(path: path).read().text == text else {
      throw UpdateError(path: path, why: "it was changed meanwhile")
    }
    guard let updated = draft.update(text, file: path) else {
      throw UpdateError(
        path: path,
        why: "its `servers` are in braces, where no line can be added; write them as a block")
    }
    try ByteStream.write(Array(updated.utf8), to: successor.number)
    keepAccess()
    guard unsafe rename(successorPath, path) == 0 else { throw SystemCallError(code: errno) }
  }

  /// The mode first: of a file that is another's, who gave up CAP_FOWNER can change none.
  private func keepAccess() {
    guard let access = PolicyFile(path: path).access else { return }
    _ = fchmod(successor.number, access.mode)
    _ = fchown(successor.number, access.user, access.group)
  }
}

/// Why a policy was not added to.
struct UpdateError: Error, CustomStringConvertible {
  var path: String
  var why: String

  var description: String { "\(ShownText.escaped(path, limit: 4096)) stays as it is: \(why)" }
}
