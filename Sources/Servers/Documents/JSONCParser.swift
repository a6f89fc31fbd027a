// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// JSON as editors read it: comments, trailing commas and a byte order mark are accepted.
///
/// Reads window by window and keeps only what is asked for, with a stack of its own: neither the size of
/// a file nor its depth is a way to stop Egret. The values before a syntax error are kept, so that a
/// file in an editor still gives the entries above the cursor. Numbers stay text.
struct JSONCParser {
  var bytes: JSONBytes
  private var frames: [JSONFrame] = []
  private var root: ConfigurationValue?
  private var count = 0
  /// Bytes of the texts that are kept.
  var size = 0
  private(set) var failure: ConfigurationProblem?
  private var others: [ConfigurationProblem] = []

  /// JSON5: names without quotes, texts in single ones.
  let isLoose: Bool

  private init(isLoose: Bool, _ next: @escaping () -> [UInt8]?) {
    self.isLoose = isLoose
    bytes = JSONBytes(isLoose: isLoose, next)
  }

  /// What was read, as far as it could be, and what was wrong.
  struct Reading {
    var value: ConfigurationValue?
    var problems: [ConfigurationProblem]
    /// The document is empty.
    var isBlank: Bool
  }

  static func read(
    _ next: @escaping () -> [UInt8]?, keeping kept: KeptMembers, isLoose: Bool = false
  ) -> Reading {
    var parser = JSONCParser(isLoose: isLoose, next)
    parser.readDocument(kept)
    return Reading(
      value: parser.root, problems: (parser.failure.map { [$0] } ?? []) + parser.others,
      isBlank: parser.bytes.isBlank)
  }

  /// A whole document at hand.
  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    var left: [UInt8]? = bytes
    let reading = read({ left.take() }, keeping: .all)
    return (reading.value, reading.problems)
  }

  private mutating func readDocument(_ kept: KeptMembers) {
    skipBlank()
    guard failure == nil, bytes.byte != nil else { return }
    readValue(kept)
    while failure == nil, !frames.isEmpty { step() }
    // What a container holds when the document ends in it.
    while let frame = frames.popLast() { deliver(frame.value) }
    skipBlank()
    if bytes.byte != nil { fail("there is more after the end of the document") }
  }

  mutating func fail(_ text: String) {
    if failure == nil { failure = ConfigurationProblem(line: bytes.line, text: text, lost: .part) }
  }

  private mutating func fail(_ fault: JSONBytes.Fault) {
    switch fault {
    case .comment: fail("expected a value")
    case .string: fail("a string has no end on its line")
    case .end: fail("the document ends in the middle")
    }
  }

  private mutating func skipBlank() {
    guard failure == nil, let fault = bytes.skipBlank() else { return }
    if fault == .end { fail("a comment has no end") } else { fail(fault) }
  }

  private mutating func tell(
    _ text: String, line: Int?, lost: ConfigurationProblem.Lost? = nil
  ) {
    guard others.count < ConfigurationLimits.problems else { return }
    others.append(ConfigurationProblem(line: line, text: text, lost: lost))
  }
}

// MARK: - Containers

extension JSONCParser {
  /// The next item of the innermost container, or its end.
  private mutating func step() {
    skipBlank()
    guard failure == nil, let frame = frames.last else { return }
    if bytes.take(frame.end) {
      frames.removeLast()
      deliver(frame.value)
    } else if frame.isMap {
      readMember(of: frame.kept)
    } else if frame.isFull {
      passOver("a list is too long")
    } else {
      readValue(.all)
    }
  }

  private mutating func readMember(of kept: KeptMembers) {
    let line = bytes.line
    guard let name = name() else {
      fail(
        bytes.byte != nil ? "expected a name in quotes" : "the document ends in the middle")
      return
    }
    skipBlank()
    guard bytes.take(":") else {
      fail("expected `:` after a name")
      return
    }
    skipBlank()
    guard failure == nil else { return }
    guard let kept = kept.member(name) else { return passOver(nil) }
    if frames.last?.isFull == true { return passOver("an object has too many members") }
    frames[frames.count - 1].name = name
    frames[frames.count - 1].nameLine = line
    readValue(kept)
  }

  /// A value that is not kept. What is wrong is told once for a kind.
  private mutating func passOver(_ text: String?) {
    if let text = text.map({ $0 + "; the rest is left out" }),
      !others.contains(where: { $0.text == text })
    {
      tell(text, line: bytes.line, lost: .part)
    }
    if bytes.byte == nil { return fail(.end) }
    if let fault = bytes.skipValue() { return fail(fault) }
    separate()
  }

  /// A comma behind a value, or the container's end.
  private mutating func separate() {
    skipBlank()
    guard failure == nil, let end = frames.last?.end else { return }
    if !bytes.take(","), bytes.byte != UInt8(ascii: end) {
      fail("expected `,` or `\(Character(end))`")
    }
  }

  /// A value that is complete: the container's next.
  private mutating func deliver(_ value: ConfigurationValue) {
    guard let last = frames.indices.last else {
      root = value
      return
    }
    if !frames[last].add(value) {
      let name = ShownText.escaped(frames[last].name, limit: 80)
      tell(
        "`\(name)` stands twice in one object; the last one counts", line: frames[last].nameLine)
    }
    separate()
  }
}

// MARK: - Values

extension JSONCParser {
  /// A value; of a container the beginning.
  private mutating func readValue(_ kept: KeptMembers) {
    count += 1
    guard frames.count < ConfigurationLimits.depth, count <= ConfigurationLimits.values,
      size <= ConfigurationLimits.text
    else {
      fail(frames.count < ConfigurationLimits.depth ? "too many values" : "nested too deeply")
      return
    }
    let line = bytes.line
    switch bytes.byte {
    case nil: fail(.end)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let isMap = bytes.byte == UInt8(ascii: "{")
      if !isMap, kept != .all { return passOverList(line) }
      bytes.advance()
      frames.append(JSONFrame(isMap: isMap, line: line, kept: kept))
    case UInt8(ascii: "\""),
      UInt8(ascii: "'") where isLoose:
      if let text = string() { deliver(ConfigurationValue(.string(text), line: line)) }
    default:
      if let word = word() { deliver(ConfigurationValue(word, line: line)) }
    }
  }

  /// A list where members were to be looked at: it has none.
  private mutating func passOverList(_ line: Int) {
    if let fault = bytes.skipValue() { return fail(fault) }
    deliver(ConfigurationValue(.list([]), line: line))
  }

  /// Reads `true`, `false`, `null` or a number.
  private mutating func word() -> ConfigurationValue.Content? {
    var word: [UInt8] = []
    while let byte = bytes.byte, Self.isWordByte(byte), word.count < 64 {
      word.append(byte)
      bytes.advance()
    }
    let text = String(decoding: word, as: UTF8.self)
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      if Double(text) != nil { return .number(text) }
      fail("expected a value")
      return nil
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
