// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure
import Events

/// Where an alert that is to be explained is taken from: the argument itself, a file, or stdin.
struct AlertSource {
  private let subject: String
  private let uid: String?

  init(_ subject: String, uid: String?) { (self.subject, self.uid) = (subject, uid) }

  private var isLine: Bool { subject.contains("{") && !PolicyFile(path: subject).exists }

  var name: String {
    if isLine { return "the line" }
    return subject == "-" ? "stdin" : ShownText.escaped(subject, limit: 500)
  }

  /// What is wrong with the arguments; nil where there is something to read.
  var fault: String? {
    if subject == "-" || PolicyFile(path: subject).exists { return nil }
    if isLine { return uid == nil ? nil : "a line needs no uid" }
    let shown = ShownText.quoted(subject)
    return Self.isUID(subject)
      ? "\(shown) is a uid; give the file that has its line as well: egret explain FILE UID"
      : "there is no file \(shown); to ask about an endpoint, --server NAME is missing"
  }

  func story() throws -> AlertStory {
    var search = AlertSearch(uid: uid)
    if isLine {
      for line in subject.utf8.split(separator: UInt8(ascii: "\n")) {
        search.consume(Array(line)[...])
      }
      return try search.story()
    }
    var lines = try LogLines(path: subject)
    while let line = try lines.next() {
      search.consume(line)
      // What has no end of line for so long is no log, and may have no end at all.
      if line.count >= EventLogWriter.lineLimit { break }
    }
    return try search.story()
  }

  private static func isUID(_ text: String) -> Bool {
    text.utf8.count == 36
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isHexDigit }
  }
}
