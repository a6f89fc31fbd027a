// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Kernel

@Suite struct PrivilegesTests {
  private static let tree = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private static let names = Set(SupportCapability.allCases.map(\.name))

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: tree.appending(path: path), encoding: .utf8)
  }

  @Test func filesNeedTwoMore() {
    let more = Privileges.kept(writesFiles: true) ^ Privileges.kept(writesFiles: false)
    #expect(more == 0b11, "CAP_CHOWN and CAP_DAC_OVERRIDE")
  }

  @Test func theUnitSaysTheSame() throws {
    let line = try #require(
      try Self.text("packaging/egret.service").split(separator: "\n")
        .first { $0.hasPrefix("CapabilityBoundingSet=") })
    #expect(
      Set(line.dropFirst("CapabilityBoundingSet=".count).split(separator: " ").map(String.init))
        == Self.names)
  }

  @Test func thePageSaysTheSame() throws {
    let rows = try Self.text("docs/privileges.md").split(separator: "\n").filter {
      $0.hasPrefix("| `CAP_")
    }
    let documented = Set(
      rows.flatMap { row in
        row.split(separator: "`").map(String.init).filter { $0.hasPrefix("CAP_") }
      })
    #expect(documented == Self.names.union(["CAP_CHOWN", "CAP_DAC_OVERRIDE"]))
  }
}
