// SPDX-License-Identifier: Apache-2.0

internal import CLibyaml

/// libyaml's parser over the bytes of one text, which must be UTF-8 and outlive it.
@safe struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>

  @unsafe init(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLProblem) {
    unsafe parser = .allocate(capacity: 1)
    unsafe self.bytes = unsafe bytes
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw .outOfMemory
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  mutating func next() throws(YAMLProblem) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvent(kind: Self.kind(event), mark: YAMLMark(event.start_mark))
  }

  private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind {
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_ALIAS_EVENT: unsafe .alias(anchor: text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: unsafe scalar(event)
    case YAML_SEQUENCE_START_EVENT:
      unsafe .sequenceStart(anchor: text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      unsafe .mappingStart(anchor: text(event.data.mapping_start.anchor))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .end
    case YAML_STREAM_END_EVENT: .streamEnd
    default: .other
    }
  }

  private static func scalar(_ event: yaml_event_t) -> YAMLEvent.Kind {
    let scalar = unsafe event.data.scalar
    let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let tag = unsafe text(scalar.tag)
    let isText = tag == "!" || tag == "tag:yaml.org,2002:str"
    return unsafe .scalar(
      String(decoding: value, as: UTF8.self),
      isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE && !isText, anchor: text(scalar.anchor))
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }
}

// MARK: - Faults

extension YAMLEvents {
  private var problem: YAMLProblem {
    let text = unsafe Self.text(parser.pointee.problem) ?? ""
    switch unsafe parser.pointee.error {
    case YAML_MEMORY_ERROR: return .outOfMemory
    case YAML_READER_ERROR:
      return .character(text, at: mark(offset: unsafe parser.pointee.problem_offset))
    default:
      return unsafe .syntax(text, at: YAMLMark(parser.pointee.problem_mark), context: context)
    }
  }

  private var context: YAMLProblem.Context? {
    guard let text = unsafe Self.text(parser.pointee.context) else { return nil }
    return unsafe .init(text: text, mark: YAMLMark(parser.pointee.context_mark))
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }

  /// What ends a line in YAML 1.1, section 4.2; a vertical tab or a form feed does not.
  private static func isBreak(_ character: Character) -> Bool {
    ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(character)
  }

  /// The reader counts bytes, and has no mark for what it cannot read.
  private func mark(offset: Int) -> YAMLMark {
    let before = unsafe String(decoding: bytes.prefix(max(offset, 0)), as: UTF8.self)
    let line = before.reversed().prefix { !Self.isBreak($0) }
    return YAMLMark(line: before.count(where: Self.isBreak) + 1, column: line.count + 1)
  }
}

extension YAMLMark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
