// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Kernel

/// What there is to say of a server's program, read from the machine while it runs: at once what /proc says, and
/// later what its files hold.
struct ProgramInspection: ~Copyable {
  private let reader = ProgramReader()
  private var names = UserNames()

  /// What is known at once.
  mutating func facts(of actor: Actor, user: UInt32, script: String?) -> ProgramFacts {
    var facts = ProgramFacts(
      time: Instant(nanoseconds: Clock.boottime()), process: actor.process, program: actor.program,
      userName: names.name(of: user))
    guard let files = ProgramFiles(actor.process) else {
      facts.executable.unavailable = ProgramFiles.Failure.gone.description
      return facts
    }
    facts.directory = files.directory
    let path = script.flatMap { Self.absolute($0, in: files.directory) } ?? ""
    facts.script = Redactor.redacted([path], isCut: false).first ?? ""
    if !reader.add(ProgramReader.Job(facts: facts, script: path, files: files)) {
      facts.executable.unavailable = "too many files wait to be read"
      facts.scriptDigest.unavailable = facts.executable.unavailable
    }
    return facts
  }

  /// What was read since the last call.
  func take() -> [ProgramFacts] { reader.take() }

  /// The same, after a short wait for one program if it is being read.
  func take(waitingFor program: ProgramID, atMost limit: Duration) -> [ProgramFacts] {
    reader.isReading(program) ? reader.take(with: program, atMost: limit) : reader.take()
  }

  private static func absolute(_ path: String, in directory: String) -> String? {
    if path.hasPrefix("/") { return path }
    return directory.hasPrefix("/") ? "\(directory)/\(path)" : nil
  }
}
