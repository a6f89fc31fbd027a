// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Kernel

/// `egret doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what of Egret works on this machine. Needs root.",
    discussion: """
      Loads every hook, does harmless acts of its own on loopback, and sees which hooks tell of \
      them. Each hook has one of three outcomes: yes, no, or "?" where it could not be told; with \
      the kernel's own word, and what is not seen without it.
      Exit: 0 every required hook is there, 1 a required hook is missing or tells nothing, \
      2 could not look, 64 wrong usage.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Option(help: "text or json.") var format: Format = .text

  func run() throws {
    do { try Preflight.checkRoot(for: "doctor") } catch {
      Terminal.say("egret doctor: \(error)")
      throw ExitCode(2)
    }
    let diagnosis = Diagnosis.ofThisMachine()
    switch format {
    case .text: DoctorTable(diagnosis).lines.forEach { print($0) }
    case .json: print(try DoctorDocument(diagnosis).text())
    }
    if diagnosis.isBlind { throw ExitCode(1) }
  }
}
