// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Kernel
import Monitoring
import Servers

/// What there is to say of a server's program, read from the machine while it runs: at once what /proc says, and
/// later what its files hold.
struct ProgramInspection: ~Copyable {
  private let reader = ProgramReader()
  private var names = UserNames()
  private(set) var memory: MemoryFile
  /// What was asked of packages whose files are being read.
  private var questions: [ProgramID: PackageQuestion] = [:]
  private static let mostQuestions = 1_024

  init(memory: MemoryFile = MemoryFile(folder: nil)) { self.memory = memory }

  /// What is known at once.
  mutating func facts(
    of actor: Actor, user: UInt32, script: String?, package: PackageQuestion? = nil
  ) -> ProgramFacts {
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
    var job = ProgramReader.Job(facts: facts, script: path, files: files)
    if let package, questions.count < Self.mostQuestions {
      job.user = user
      job.search = PackageSearch(
        package.arguments, file: package.file, directory: files.directory, spec: package.package)
      questions[actor.program] = package
    }
    if !reader.add(job) {
      questions[actor.program] = nil
      facts.executable.unavailable = "too many files wait to be read"
      facts.scriptDigest.unavailable = facts.executable.unavailable
    }
    return facts
  }

  /// What was read since the last call.
  mutating func take() -> [ProgramFacts] { remembered(reader.take()) }

  /// The same, after a short wait for one program if it is being read.
  mutating func take(waitingFor program: ProgramID, atMost limit: Duration) -> [ProgramFacts] {
    remembered(
      reader.isReading(program) ? reader.take(with: program, atMost: limit) : reader.take())
  }

  /// With what is known of their servers from earlier starts.
  private mutating func remembered(_ read: [ProgramFacts]) -> [ProgramFacts] {
    read.map { facts in
      guard let question = questions.removeValue(forKey: facts.program) else { return facts }
      var facts = facts
      facts.history = memory.begin(question, facts)
      return facts
    }
  }

  func isReadingPackage(of program: ProgramID) -> Bool {
    !questions.isEmpty && questions[program] != nil
  }

  mutating func remember(_ host: String, of server: String) { memory.note(host, of: server) }

  /// Writes what is to be remembered: what changed a while ago, or all now. Returns what went wrong.
  mutating func keep(now: Bool = false) -> String? {
    memory.write(now: now)
    return memory.takeFault()
  }

  private static func absolute(_ path: String, in directory: String) -> String? {
    if path.hasPrefix("/") { return path }
    return directory.hasPrefix("/") ? "\(directory)/\(path)" : nil
  }
}
