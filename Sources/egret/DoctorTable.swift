// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Kernel
import Servers

/// A diagnosis for a person.
struct DoctorTable {
  let lines: [String]

  /// The verifier's last lines, as much of them as fits a few lines of a terminal.
  private static let longest = 400

  init(_ diagnosis: Diagnosis) {
    lines =
      ["egret \(Egret.version) on Linux \(diagnosis.kernel), \(diagnosis.architecture)", ""]
      + diagnosis.facts.flatMap(Self.lines)
      + ["", "Hooks (yes: it told of a harmless act of Egret's own; ?: could not be told)", ""]
      + diagnosis.hooks.flatMap(Self.lines) + diagnosis.losses.map(Self.line)
      + ["", Self.verdict(diagnosis)]
  }

  private static func lines(_ fact: SupportFact) -> [String] {
    let line = "\(word(fact.outcome))  \(padded(fact.name, 18))  \(fact.detail)"
    return fact.advice.isEmpty ? [line] : [line, "     \(padded("", 18))  \(fact.advice)"]
  }

  private static func lines(_ line: Diagnosis.HookLine) -> [String] {
    let hook = line.hook
    let need = hook.isRequired ? "required" : "optional"
    let head =
      "\(word(line.outcome))  \(padded(hook.program, 18))  \(padded(place(hook.kind), 30))  "
      + "\(padded(hook.since, 4))  \(need)"
    guard line.outcome != .yes else { return [head] }
    return [
      head, "     \(ShownText.escaped(line.detail, limit: longest))",
      "     not seen without it: \(hook.lostWithout)",
    ]
  }

  private static func line(_ loss: ProgramLoss) -> String {
    "lost while this looked: \(loss.program) was skipped \(loss.recursion) times, "
      + "\(loss.refused) of its records found no room"
  }

  private static func verdict(_ diagnosis: Diagnosis) -> String {
    let missing = diagnosis.hooks.filter { $0.outcome == .no }
    if diagnosis.isBlind {
      let names = missing.filter(\.hook.isRequired).map(\.hook.program)
      return "Egret is blind here: \(names.joined(separator: ", "))"
    }
    let unknown = diagnosis.hooks.count { $0.outcome == .unknown }
    return "Every required hook is there. Optional hooks missing: \(missing.count); "
      + "could not be told: \(unknown)"
  }

  static func place(_ kind: KernelHook.Kind) -> String {
    switch kind {
    case .typedTracepoint: "typed tracepoint"
    case .syscallTracepoint(let name): name
    case .cgroup(let type): "cgroup hook \(type)"
    }
  }

  private static func word(_ outcome: SupportFact.Outcome) -> String {
    switch outcome {
    case .yes: "yes"
    case .no: "no "
    case .unknown: "?  "
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
