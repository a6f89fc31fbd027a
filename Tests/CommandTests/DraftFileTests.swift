// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import egret

@Suite struct DraftFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  @Test func isANewFileOfItsOwnersAlone() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "draft.yaml").path
    try DraftFile(path: path).write("egret: 1\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "egret: 1\n")
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
    #expect(throws: DraftFileError.self) { _ = try DraftFile(path: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "egret: 1\n")
  }

  @Test func saysWhatToDoWhereItCannotBeMade() {
    do {
      _ = try DraftFile(path: "/nowhere\n/draft")
      Issue.record("it was made")
    } catch {
      #expect(!"\(error)".contains("\n") && "\(error)".contains("what to do: "))
    }
  }
}
