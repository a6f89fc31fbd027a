// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A command line, and how every place shows it: one row of `Cases.ndjson`.
///
/// CommandTests reads the same file by a link to this one.
struct SecretCase: Codable, Sendable, CustomTestStringConvertible {
  var given: [String]
  var shown: [String]
  /// Texts that stand in what is given and nowhere in what is shown.
  var secrets: [String]
  /// The kernel cut the last argument.
  var cut: Bool?

  var isCut: Bool { cut ?? false }
  var testDescription: String { given.joined(separator: " ") }

  static let all: [SecretCase] = read()

  private static func read() -> [SecretCase] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../DisclosureTests/Cases.ndjson")
    guard let data = try? Data(contentsOf: file) else { return [] }
    let decoder = JSONDecoder()
    return data.split(separator: 10).compactMap { try? decoder.decode(SecretCase.self, from: $0) }
  }
}
