// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A file as a parser gets it: its first piece comes with the task, each other when it is wanted.
final class ParserFile {
  private let work: ParserWork
  private var ahead: [UInt8]?
  private var isOver = false

  /// Takes the first piece, wanted or not: whoever sends it waits until it is taken.
  init(_ work: ParserWork) {
    self.work = work
    ahead = receive()
  }

  /// Nil at the end.
  func next() -> [UInt8]? {
    if let piece = ahead.take() { return piece.isEmpty ? nil : piece }
    if isOver { return nil }
    work.askForMore()
    return receive()
  }

  private func receive() -> [UInt8] {
    guard let frame = work.next(), frame.kind == .piece || frame.kind == .last else { _exit(0) }
    isOver = frame.kind == .last
    return frame.bytes
  }
}
