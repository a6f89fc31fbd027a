// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Foundation
import Testing

@testable import Kernel

/// The filters of system calls: that they refuse what their table says, and that the page and the unit say the same.
@Suite struct FilterTests {
  struct Row: Hashable, CustomStringConvertible {
    var call: String
    var but: String
    var why: String
    var whose: String

    var description: String { "| \(whose) | `\(call)` | \(but) | \(why) |" }
  }

  private static let tree = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: tree.appending(path: path), encoding: .utf8)
  }

  private static let rows: [(row: Row, whose: UInt32)] = {
    var rows: [(Row, UInt32)] = []
    for index in 0..<1_000 {
      let found = egret_refusal_at(index)
      let call = String(cString: found.call)
      if call.isEmpty { break }
      rows.append(
        (
          Row(
            call: call, but: String(cString: found.but), why: String(cString: found.why),
            whose: words(found.whose)), found.whose
        ))
    }
    return rows
  }()

  private static func words(_ whose: UInt32) -> String {
    [(EGRET_WATCHER, "watcher"), (EGRET_CANARY, "canary"), (EGRET_UNIT, "unit")]
      .filter { whose & $0.0.rawValue != 0 }.map(\.1).joined(separator: ", ")
  }

  @Test(
    "Every call of the table is refused, and what its row lets through is not",
    arguments: [EGRET_WATCHER.rawValue, EGRET_CANARY.rawValue])
  func everyRowHolds(whose: UInt32) throws {
    let wrong = try #require(egret_try_filter(egret_filtered(rawValue: whose)))
    #expect(String(cString: wrong) == "")
  }

  @Test func theTableHasWhatCounts() {
    let watcher = Set(Self.rows.filter { $0.whose & EGRET_WATCHER.rawValue != 0 }.map(\.row.call))
    #expect(
      watcher.isSuperset(of: [
        "socket", "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev",
        "init_module", "finit_module", "kexec_load", "mount", "bpf", "io_uring_setup", "clone3",
      ]))
  }

  @Test func thePageSaysTheSame() throws {
    let documented = try Self.text("docs/privileges.md").split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("| watcher") || $0.hasPrefix("| canary") }
    let wanted = Self.rows.map(\.row.description)
    #if arch(x86_64)
      #expect(documented == wanted)
    #else
      #expect(Set(documented).isSuperset(of: wanted))
    #endif
  }

  @Test("The page lists the calls of a parser, and no others")
  func parsersCalls() throws {
    let line = try #require(
      try Self.text("docs/privileges.md").split(separator: "\n")
        .first { $0.hasPrefix("A parser may call: ") })
    let listed = line.split(separator: ". ")[0].split(separator: "`").enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    var calls: [String] = []
    while let call = Optional(String(cString: egret_parser_call_at(calls.count))), !call.isEmpty {
      calls.append(call)
    }
    #expect(listed == calls && calls.contains("read") && !calls.contains("openat"))
  }

  @Test func theUnitSaysTheSame() throws {
    let line = try #require(
      try Self.text("packaging/egret.service").split(separator: "\n")
        .first { $0.hasPrefix("SystemCallFilter=~") })
    let named = Set(
      line.dropFirst("SystemCallFilter=~".count).split(separator: " ").map(String.init))
    let wanted = Set(Self.rows.filter { $0.whose & EGRET_UNIT.rawValue != 0 }.map(\.row.call))
    #if arch(x86_64)
      #expect(named == wanted)
    #else
      #expect(named.isSuperset(of: wanted))
    #endif
  }
}
