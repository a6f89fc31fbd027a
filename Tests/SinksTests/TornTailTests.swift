// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

@testable import Sinks

/// What a run leaves that was killed within a line.
@Suite struct TornTailTests {
  private static let torn = #"{"time":17"#
  private static let blanks = String(repeating: " ", count: torn.utf8.count)

  /// What the file holds after one more line.
  private func written(after before: String) throws -> String {
    let scratch = Scratch()
    try Data(before.utf8).write(to: URL(filePath: scratch.path("out")))
    let writer = try LineWriter(
      [.file(path: scratch.path("out"), access: nil)], host: "h", process: 1)
    writer.write(Scratch.line(1))
    #expect(writer.flush(within: .seconds(10)))
    return Scratch.text(of: scratch.path("out"))
  }

  @Test func becomesBlanksAndKeepsItsLength() throws {
    #expect(try written(after: "{}\n" + Self.torn) == "{}\n" + Self.blanks + "\n1 \n")
    #expect(try written(after: Self.torn) == Self.blanks + "\n1 \n")
  }

  @Test func nothingElseIsChanged() throws {
    for before in ["", "\n", "{}\n", "{}\n{}\n"] {
      #expect(try written(after: before) == before + "1 \n")
    }
  }

  /// No line of Egret's: it is left as it is, and ended.
  @Test func whatIsLongerThanAnyLineStays() throws {
    let long = String(repeating: "x", count: 200_000)
    #expect(try written(after: long) == long + "\n1 \n")
  }

  @Test func alsoOfAFileThatIsOpenedAgain() throws {
    let scratch = Scratch()
    let path = scratch.path("out")
    let writer = try LineWriter([.file(path: path, access: nil)], host: "h", process: 1)
    try FileManager.default.removeItem(atPath: path)
    try Data(Self.torn.utf8).write(to: URL(filePath: path))
    writer.reopen()
    writer.write(Scratch.line(1))
    #expect(writer.flush(within: .seconds(10)))
    #expect(Scratch.text(of: path) == Self.blanks + "\n1 \n")
  }
}
