// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// An open file of a user, read piece by piece, with the facts that say how far to trust it.
package final class UserFileReader {
  package let owner: UInt32
  /// As it was when it was opened.
  package let state: FileState
  /// Anyone on the machine may change it.
  package let isWorldWritable: Bool
  /// Why the file was not read to its end.
  package private(set) var failure: UserFiles.Failure?
  private let file: FileDescriptor
  private let limit: Int
  private var count = 0
  private static let piece = 256 << 10

  init(
    _ file: consuming FileDescriptor, owner: UInt32, state: FileState, isWorldWritable: Bool,
    limit: Int
  ) {
    self.file = file
    self.owner = owner
    self.state = state
    self.isWorldWritable = isWorldWritable
    self.limit = limit
  }

  /// The bytes that follow; nil at the end. A file that grows meanwhile is cut off by the limit, not
  /// followed.
  package func next() -> [UInt8]? {
    guard failure == nil else { return nil }
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, filled in
      filled = unsafe read(into: buffer)
    }
    count += piece.count
    if count > limit { failure = .tooLarge(limit: limit) }
    return piece.isEmpty || count > limit ? nil : piece
  }

  private func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    while true {
      let count = unsafe Glibc.read(file.number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno == EINTR { continue }
      failure = .system(operation: "read", errno: errno)
      return 0
    }
  }
}
