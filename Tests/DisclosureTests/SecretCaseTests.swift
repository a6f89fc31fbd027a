// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Disclosure

/// The one table of what is hidden; CommandTests runs it through every place that shows commands.
@Suite struct SecretCaseTests {
  @Test func theTableIsReadWhole() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases.ndjson")
    let lines = try Data(contentsOf: file).split(separator: 10).count
    #expect(SecretCase.all.count == lines)
    #expect(lines >= 240)
    #expect(SecretCase.all.count { $0.secrets.isEmpty } >= 80)
  }

  @Test(arguments: SecretCase.all) func hides(row: SecretCase) {
    let shown = Redactor.redacted(row.given, isCut: row.isCut)
    #expect(shown == row.shown)
    #expect(Redactor.redacted(shown, isCut: row.isCut) == shown)
    #expect(row.secrets.isEmpty == (row.given == row.shown))
    for secret in row.secrets {
      #expect(row.given.contains { $0.contains(secret) })
      #expect(!shown.contains { $0.contains(secret) })
    }
  }

  /// A command line that stands in one text, as behind `sh -c`.
  @Test(arguments: SecretCase.all) func hidesWithinOneText(row: SecretCase) {
    if row.isCut { return }
    let shown = Redactor.redacted(row.given.map(ShownCommand.quoted).joined(separator: " "))
    for secret in row.secrets { #expect(!shown.contains(secret)) }
  }
}
