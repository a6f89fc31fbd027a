// SPDX-License-Identifier: Apache-2.0

import Events
import FoundationEssentials
import Kernel

/// A diagnosis for a program.
struct DoctorDocument: Codable {
  struct Fact: Codable {
    var name: String
    var outcome: SupportFact.Outcome
    var detail: String
    var advice: String
  }

  struct HookEntry: Codable {
    var program: String
    var place: String
    var required: Bool
    var since: String
    var outcome: SupportFact.Outcome
    var detail: String
    var lostWithout: String
    /// While doctor looked: how often the kernel skipped it, and records that found no room.
    var recursion: UInt64
    var refused: UInt64

    enum CodingKeys: String, CodingKey {
      case program, place, required, since, outcome, detail, recursion, refused
      case lostWithout = "lost_without"
    }
  }

  var egret = Egret.version
  var kernel: String
  var architecture: String
  /// Whether `egret run` sees what it must.
  var ok: Bool
  var machine: [Fact]
  var hooks: [HookEntry]

  init(_ diagnosis: Diagnosis) {
    kernel = diagnosis.kernel
    architecture = diagnosis.architecture
    ok = !diagnosis.isBlind
    machine = diagnosis.facts.map {
      Fact(name: $0.name, outcome: $0.outcome, detail: $0.detail, advice: $0.advice)
    }
    hooks = diagnosis.hooks.map { line in
      let loss = diagnosis.losses.first { $0.program == line.hook.program }
      return HookEntry(
        program: line.hook.program, place: DoctorTable.place(line.hook.kind),
        required: line.hook.isRequired, since: line.hook.since, outcome: line.outcome,
        detail: line.detail, lostWithout: line.hook.lostWithout,
        recursion: loss?.recursion ?? 0, refused: loss?.refused ?? 0)
    }
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
