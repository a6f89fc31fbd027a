// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// Reads a policy file and says everything that is wrong with it.
struct PolicyReader {
  let file: String
  let words: PolicyWords
  /// Where the keys of the whole policy stand.
  var heads: [String: Place] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  /// Bytes of a file, entries of one list, diagnostics of one reading.
  static let most = (bytes: 1 << 20, entries: 1024, diagnostics: 100)

  /// Far more than a file of that size needs. Keys that repeat are told one by one, with what else is wrong.
  static let limits = YAMLLimits(depth: 100, nodes: most.bytes, aliases: 8, mayRepeatKeys: true)

  init(file: String, words: PolicyWords = PolicyWords()) {
    self.file = file
    self.words = words
  }

  var hasErrors: Bool { diagnostics.contains { $0.level == .error } }

  /// The document of a file; nil, and diagnosed, where there is none.
  mutating func document(
    _ text: String, _ parse: (String) -> PolicyDocument = { PolicyDocument($0) }
  ) -> YAMLNode? {
    guard text.utf8.count <= Self.most.bytes else {
      error(start, "the file has \(text.utf8.count) bytes; a policy has at most \(Self.most.bytes)")
      return nil
    }
    do {
      let root = try parse(Self.withoutMark(text)).root.get()
      if let root {
        reportRepeatedKeys(in: root)
      } else {
        error(start, "the file is empty; start it with `egret: 1`")
      }
      return root
    } catch { report(error) }
    return nil
  }

  /// YAML allows a byte order mark in front, and some editors write one.
  static func withoutMark(_ text: String) -> String {
    guard text.unicodeScalars.first == "\u{feff}" else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  /// In the order of the file.
  var ordered: [Diagnostic] {
    diagnostics.sorted {
      ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
    }
  }

  var start: Place { Place(file: file, line: 1, column: 1) }

  /// Where a node starts; nodes behind an alias stand where the anchor is.
  func place(_ node: YAMLNode) -> Place { place(node.mark) }

  func place(_ mark: YAMLMark) -> Place {
    Place(file: file, line: mark.line, column: mark.column)
  }

  mutating func error(_ place: Place, _ message: String) { add(place, .error, message) }

  mutating func warning(_ place: Place, _ message: String) { add(place, .warning, message) }

  /// A list that an alias repeats has its faults told once.
  private mutating func add(_ place: Place, _ level: Diagnostic.Level, _ message: String) {
    let diagnostic = Diagnostic(place: place, level: level, message: message)
    guard seen.insert(diagnostic).inserted else { return }
    if diagnostics.count < Self.most.diagnostics {
      diagnostics.append(diagnostic)
    } else if diagnostics.count == Self.most.diagnostics {
      let more = "there are more diagnostics than \(Self.most.diagnostics); mend these first"
      diagnostics.append(Diagnostic(place: place, level: .error, message: more))
    }
  }
}

/// A policy file as read.
package struct PolicyReading: Hashable, Sendable {
  /// Nil if a diagnostic is an error.
  package var policy: Policy?
  /// In the order of the file.
  package var diagnostics: [Diagnostic]
  /// Where the keys of the whole policy stand.
  var heads: [String: Place] = [:]
  /// Of files of which one is refused: what the others list.
  var known: [PolicyServer] = []

  package init(policy: Policy?, diagnostics: [Diagnostic]) {
    self.policy = policy
    self.diagnostics = diagnostics
  }
}

extension Policy {
  /// Reads a policy file's text. `file` is for the diagnostics; `words` are those of other parts; `parse` makes a
  /// document of a text that is none too large.
  package static func read(
    _ text: String, file: String, words: PolicyWords = PolicyWords(),
    parse: (String) -> PolicyDocument = { PolicyDocument($0) }
  ) -> PolicyReading {
    var reader = PolicyReader(file: file, words: words)
    let policy = reader.document(text, parse).map { reader.policy($0) }
    var reading = PolicyReading(
      policy: reader.hasErrors ? nil : policy, diagnostics: reader.ordered)
    reading.heads = reader.heads
    return reading
  }
}
