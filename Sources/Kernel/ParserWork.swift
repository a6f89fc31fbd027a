// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The other end: what a parser's process does until nobody asks any more.
package struct ParserWork {
  private let line: Int32

  init(line: Int32) { self.line = line }

  /// One task after the other; `serve` gets the byte that names it, its facts and the file, piece by piece, and
  /// gives the answer.
  func run(_ serve: (UInt8, [UInt8], @escaping () -> [UInt8]?) -> [UInt8]) -> Never {
    while let task = next(), task.kind == .task, let name = task.bytes.first {
      let file = ParserFile(self)
      answer(serve(name, Array(task.bytes.dropFirst())) { file.next() })
    }
    _exit(0)
  }

  func answer(_ bytes: [UInt8]) { put(ParserFrame(.answer, bytes)) }
  func askForMore() { put(ParserFrame(.more)) }

  private func put(_ frame: ParserFrame) {
    var left = frame.encoded[...]
    while !left.isEmpty {
      let count = unsafe left.withUnsafeBytes { unsafe write(line, $0.baseAddress, $0.count) }
      if count > 0 { left = left.dropFirst(count) } else if errno != EINTR { _exit(0) }
    }
  }

  /// Nil where nothing comes any more.
  func next() -> ParserFrame? {
    guard let head = take(ParserFrame.headLength),
      let (kind, count) = ParserFrame.announced(by: head), let bytes = take(count)
    else { return nil }
    return ParserFrame(kind, bytes)
  }

  private func take(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let size = unsafe bytes.withUnsafeMutableBytes { bytes in
        guard let start = bytes.baseAddress else { return 0 }
        return unsafe read(line, start + filled, count - filled)
      }
      if size > 0 { filled += size } else if size == 0 || errno != EINTR { return nil }
    }
    return bytes
  }
}
