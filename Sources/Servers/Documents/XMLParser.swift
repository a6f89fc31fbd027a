// SPDX-License-Identifier: Apache-2.0

/// The options files of JetBrains' IDEs: elements with attributes, the text between them passed over.
///
/// An element is a map of its attributes, with its own name as `element` and what is in it as
/// `children`. Reads without recursion; no entity but XML's own five is known, and a document that
/// declares its own is refused. Of the root's children only those of some names are kept: an IDE
/// keeps much else in the same file.
struct XMLParser {
  private let bytes: [UInt8]
  private let kept: Set<String>
  private var position = 0
  private var line = 1
  private var open: [Element] = []
  private var root: ConfigurationValue?
  private var count = 0
  private var failure: ConfigurationProblem?

  private struct Element {
    var name: String
    var line: Int
    var attributes: [ConfigurationValue.Member]
    var children: [ConfigurationValue] = []
    /// Nothing in it is kept.
    var isPassedOver: Bool

    var value: ConfigurationValue {
      let own: [(String, ConfigurationValue.Content)] = [
        ("element", .string(name)), ("children", .list(children)),
      ]
      let members = own.map {
        ConfigurationValue.Member(name: $0.0, line: line, value: ConfigurationValue($0.1))
      }
      return ConfigurationValue(.map(members + attributes), line: line)
    }
  }

  /// `kept`: the `name` attributes of the root's children that are looked at.
  static func parse(
    _ bytes: [UInt8], keeping kept: Set<String>
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    var parser = XMLParser(bytes: bytes, kept: kept)
    parser.readDocument()
    return (parser.root, parser.failure.map { [$0] } ?? [])
  }

  private init(bytes: [UInt8], kept: Set<String>) {
    self.bytes = bytes
    self.kept = kept
  }

  private mutating func readDocument() {
    while failure == nil, skipText() { readTag() }
    if failure == nil, !open.isEmpty || root == nil && bytes.contains(where: { $0 > 0x20 }) {
      fail()
    }
    // What an element holds when the document ends in it.
    while !open.isEmpty { close() }
    if root == nil { failure?.lost = .file }
  }

  private mutating func fail() {
    guard failure == nil else { return }
    failure = ConfigurationProblem(line: line, text: "not valid XML", lost: .part)
  }

  /// To the next `<`; false at the end.
  private mutating func skipText() -> Bool {
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { advance() }
    return position < bytes.count
  }

  private mutating func advance() {
    if bytes[position] == 0x0A { line += 1 }
    position += 1
  }

  /// Past the text, at which the position is; false if it is another one.
  private mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  private mutating func skip(to end: String) {
    while position < bytes.count {
      if take(end) { return }
      advance()
    }
    fail()
  }
}

// MARK: - Tags

extension XMLParser {
  private mutating func readTag() {
    if take("<!--") { return skip(to: "-->") }
    if take("<![CDATA[") { return skip(to: "]]>") }
    if take("<?") { return skip(to: "?>") }
    if take("<!") { return fail() }
    if take("</") { return readEnd() }
    position += 1
    readStart()
  }

  private mutating func readEnd() {
    let name = word()
    skipBlank()
    guard take(">"), open.last?.name == name else { return fail() }
    close()
  }

  private mutating func readStart() {
    count += 1
    var element = Element(name: word(), line: line, attributes: [], isPassedOver: false)
    guard !element.name.isEmpty, open.count < ConfigurationLimits.depth,
      count <= ConfigurationLimits.values
    else { return fail() }
    while failure == nil {
      skipBlank()
      if take("/>") {
        push(element)
        return close()
      }
      if take(">") { return push(element) }
      if let attribute = attribute() { element.attributes.append(attribute) }
    }
  }

  private mutating func push(_ element: Element) {
    var element = element
    let name = element.attributes.first { $0.name == "name" }?.value.string
    element.isPassedOver =
      open.last?.isPassedOver == true
      || open.count == 1 && !(name.map { kept.contains($0) } ?? false)
    open.append(element)
  }

  private mutating func close() {
    guard let element = open.popLast() else { return }
    if element.isPassedOver { return }
    if open.isEmpty {
      root = element.value
    } else {
      open[open.count - 1].children.append(element.value)
    }
  }

  private mutating func attribute() -> ConfigurationValue.Member? {
    let line = line
    let name = word()
    skipBlank()
    guard !name.isEmpty, take("=") else { return failed() }
    skipBlank()
    guard position < bytes.count, [0x22, 0x27].contains(bytes[position]) else { return failed() }
    let quote = bytes[position]
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != quote { advance() }
    guard position < bytes.count else { return failed() }
    let text = Self.decoded(bytes[start..<position].prefix(ConfigurationLimits.string))
    position += 1
    return .init(name: name, line: line, value: ConfigurationValue(.string(text), line: line))
  }

  private mutating func failed() -> ConfigurationValue.Member? {
    fail()
    return nil
  }

  private mutating func skipBlank() {
    while position < bytes.count, bytes[position] <= 0x20 { advance() }
  }

  /// A name: up to a blank or what may stand behind one.
  private mutating func word() -> String {
    let rest = bytes[position...].prefix(ConfigurationLimits.name)
    let name = rest.prefix { $0 > 0x20 && ![0x22, 0x27, 0x2F, 0x3C, 0x3D, 0x3E].contains($0) }
    position = name.endIndex
    return String(decoding: name, as: UTF8.self)
  }
}

// MARK: - Entities

extension XMLParser {
  private static let entities: [String: String] = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
  ]

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    let parts = text.split(separator: "&", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts.first ?? "")) { $0 + entity($1) }
  }

  /// What stands behind an `&`, with the character that it means.
  private static func entity(_ text: Substring) -> String {
    let name = text.prefix(12).prefix { $0 != ";" }
    guard name.endIndex < text.endIndex, let meant = meant(name) else { return "&" + text }
    return meant + text[text.index(after: name.endIndex)...]
  }

  private static func meant(_ name: Substring) -> String? {
    guard name.hasPrefix("#") else { return entities[String(name)] }
    let isHex = name.hasPrefix("#x")
    let number = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
