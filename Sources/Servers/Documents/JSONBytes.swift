// SPDX-License-Identifier: Apache-2.0

/// The bytes of a JSON document, a window at a time: a file of any size takes the memory of one.
struct JSONBytes {
  private let next: () -> [UInt8]?
  private var window: [UInt8] = []
  private var position = 0
  private(set) var line = 1
  /// Nothing but blanks was seen so far.
  private(set) var isBlank = true
  private var isOver = false
  /// Texts may stand in single quotes.
  private let isLoose: Bool

  /// `next` gives the bytes that follow, nil at the end.
  init(isLoose: Bool = false, _ next: @escaping () -> [UInt8]?) {
    self.next = next
    self.isLoose = isLoose
    fill()
    if window.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next byte; nil at the end.
  var byte: UInt8? {
    mutating get {
      if position == window.count { fill() }
      return position < window.count ? window[position] : nil
    }
  }

  private mutating func fill() {
    while position == window.count, !isOver {
      position = 0
      window = next() ?? []
      isOver = window.isEmpty
    }
  }

  /// Past a byte that is no line end.
  mutating func advance() { position += 1 }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}

// MARK: - Blanks and comments

extension JSONBytes {
  enum Fault { case comment, string, end }

  /// Past blanks and comments. A slash that begins no comment is passed over, too, and is a fault of
  /// what follows.
  mutating func skipBlank() -> Fault? {
    while let byte {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "/"):
        position += 1
        if let fault = skipComment() { return fault }
      default:
        isBlank = false
        return nil
      }
    }
    return nil
  }

  /// Behind its first slash.
  private mutating func skipComment() -> Fault? {
    isBlank = false
    if take("/") {
      while let byte, byte != UInt8(ascii: "\n") { position += 1 }
      return nil
    }
    return take("*") ? skipBlock() : .comment
  }

  private mutating func skipBlock() -> Fault? {
    var isStar = false
    while let byte {
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isStar, byte == UInt8(ascii: "/") { return nil }
      isStar = byte == UInt8(ascii: "*")
    }
    return .end
  }
}

// MARK: - What is passed over

extension JSONBytes {
  /// Past one value, without a look at what is in it.
  mutating func skipValue() -> Fault? {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return skipContainer()
    case UInt8(ascii: "\""):
      position += 1
      return skipString()
    case UInt8(ascii: "'") where isLoose:
      position += 1
      return skipLooseString()
    default:
      while let byte, !Self.endsWord(byte) { position += 1 }
      return nil
    }
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(byte)
  }

  /// A counter of levels in place of a stack: which bracket closes which is not looked at.
  private mutating func skipContainer() -> Fault? {
    var depth = 0
    while let byte {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        if let fault = skipString() { return fault }
      case UInt8(ascii: "'") where isLoose:
        if let fault = skipLooseString() { return fault }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return nil }
      case UInt8(ascii: "/"):
        if let fault = skipComment(), fault == .end { return fault }
      case UInt8(ascii: "\n"): line += 1
      default: skipPlain()
      }
    }
    return .end
  }

  /// Past bytes of words and blanks, in one go.
  private mutating func skipPlain() { position = plainEnd(from: position) }

  private func plainEnd(from start: Int) -> Int {
    let bytes = window.span
    var place = start
    while place < bytes.count, !Self.isOfStructure(bytes[place]) { place += 1 }
    return place
  }

  /// A quote, `/`, a line end, a bracket.
  private static func isOfStructure(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x27 || byte == 0x2F || byte == 0x0A || byte | 0x20 == 0x7B
      || byte | 0x20 == 0x7D
  }

  /// Behind its opening quote.
  mutating func skipString() -> Fault? {
    while true {
      position = textEnd(from: position)
      guard let byte else { return .end }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return nil
      case UInt8(ascii: "\n"): return .string
      case UInt8(ascii: "\\"):
        guard self.byte != nil else { return .end }
        position += 1
      default: continue
      }
    }
  }

  private mutating func skipLooseString() -> Fault? {
    while let byte {
      position += 1
      switch byte {
      case UInt8(ascii: "'"): return nil
      case UInt8(ascii: "\n"): return .string
      case UInt8(ascii: "\\"):
        guard self.byte != nil else { return .end }
        position += 1
      default: continue
      }
    }
    return .end
  }

  /// `"`, `\`, a line end: what a text cannot have as it is.
  private static func isOfText(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x5C || byte == 0x0A
  }

  /// The bytes of a text up to what it cannot have as it is, as far as they are at hand.
  mutating func takeText() -> ArraySlice<UInt8> {
    if position == window.count { fill() }
    let start = position
    position = textEnd(from: start)
    return window[start..<position]
  }

  /// Eight bytes at a time while none of them is of interest: most of a large file is text.
  private func textEnd(from start: Int) -> Int {
    unsafe window.withUnsafeBytes { bytes in
      var place = start
      while place + 8 <= bytes.count {
        let part = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let found =
          Self.zeros(part ^ 0x2222_2222_2222_2222)
          | Self.zeros(part ^ 0x5C5C_5C5C_5C5C_5C5C) | Self.zeros(part ^ 0x0A0A_0A0A_0A0A_0A0A)
        if found != 0 { break }
        place += 8
      }
      while place < bytes.count, unsafe !Self.isOfText(bytes[place]) { place += 1 }
      return place
    }
  }

  /// Not zero if any of the eight bytes is.
  private static func zeros(_ part: UInt64) -> UInt64 {
    (part &- 0x0101_0101_0101_0101) & ~part & 0x8080_8080_8080_8080
  }
}
