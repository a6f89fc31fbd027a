// SPDX-License-Identifier: Apache-2.0

import Crypto
import Events
import Glibc
import Kernel
import Servers
import Sinks

/// Hashes the files of servers' programs in threads of its own, and remembers those of files that did not change.
///
/// A file system that never answers holds one thread; others take the rest, up to a few.
final class ProgramReader: Sendable {
  struct Job: Sendable {
    var facts: ProgramFacts
    /// The script's absolute path, as the process sees files; empty without one.
    var script: String
    var files: ProgramFiles
    /// Where its package may be installed; nil where that is not asked.
    var search: PackageSearch?
    var user: UInt32 = 0
  }

  private struct State: Sendable {
    var jobs: ArraySlice<Job> = []
    var done: [ProgramFacts] = []
    var pending: Set<ProgramID> = []
    var known: [FileState: String] = [:]
    var threads = 0
    var idle = 0
    var isEnding = false
    /// Bytes that may still be read in the minute that began then.
    var left = ProgramReader.bytesPerMinute
    var minute: UInt64 = 0
  }

  private static let mostThreads = 4
  private static let mostJobs = 256
  private static let mostKnown = 2_048
  /// Who starts ever new programs cannot have Egret do nothing but read them.
  private static let bytesPerMinute = 1 << 30

  private let gate = Gate(State())

  deinit { gate.update { $0.isEnding = true } }

  /// False where too many wait.
  func add(_ job: Job) -> Bool {
    let (isTaken, wantsThread) = gate.update { state -> (Bool, Bool) in
      guard state.jobs.count < Self.mostJobs else { return (false, false) }
      state.jobs.append(job)
      state.pending.insert(job.facts.program)
      let wants = state.idle == 0 && state.threads < Self.mostThreads
      if wants { state.threads += 1 }
      return (true, wants)
    }
    if wantsThread { begin() }
    return isTaken
  }

  func isReading(_ program: ProgramID) -> Bool { gate.update { $0.pending.contains(program) } }

  /// What was read since the last call.
  func take() -> [ProgramFacts] {
    gate.update { state in
      defer { state.done = [] }
      return state.done
    }
  }

  /// The same as soon as a program is among it, or the time is up.
  func take(with program: ProgramID, atMost limit: Duration) -> [ProgramFacts] {
    gate.wait(atMost: limit) { state -> [ProgramFacts]? in
      if state.pending.contains(program) { return nil }
      defer { state.done = [] }
      return state.done
    } ?? take()
  }

  private func begin() {
    let worker = unsafe Unmanaged.passRetained(Worker(gate: gate))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<Worker>.fromOpaque(raw).takeRetainedValue().run()
        return nil
      }, worker.toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      unsafe worker.release()
      gate.update { $0.threads -= 1 }
    }
  }

  /// The loop of one thread.
  private final class Worker: Sendable {
    private let gate: Gate<State>

    init(gate: Gate<State>) { self.gate = gate }

    func run() {
      OwnPriority.giveWay()
      while let job = next() { finish(read(job)) }
    }

    private func next() -> Job? {
      gate.update { $0.idle += 1 }
      let job: Job?? = gate.wait { state -> Job?? in
        if state.isEnding { return .some(nil) }
        guard let job = state.jobs.popFirst() else { return nil }
        return .some(job)
      }
      gate.update { $0.idle -= 1 }
      return job ?? nil
    }

    private func finish(_ facts: ProgramFacts) {
      gate.update { state in
        state.pending.remove(facts.program)
        state.done.append(facts)
      }
    }

    private func read(_ job: Job) -> ProgramFacts {
      var facts = job.facts
      facts.executable = digest { known, body throws(ProgramFiles.Failure) in
        try job.files.readExecutable(known: known, body)
      }
      if !job.script.isEmpty {
        facts.scriptDigest = digest { known, body throws(ProgramFiles.Failure) in
          try job.files.readScript(job.script, known: known, body)
        }
      }
      facts.package = job.search.flatMap { package($0, of: job) }
      facts.time = Instant(nanoseconds: Clock.boottime())
      return facts
    }

    private func package(_ search: PackageSearch, of job: Job) -> PackageFacts? {
      guard let files = UserFiles(of: job.facts.process, user: job.user) else { return nil }
      let reader = PackageReader(files, now: MemoryFile.wallClock())
      return reader.facts(search)
    }

    private func digest(
      _ read: ((FileState) -> Bool, ([UInt8]) -> Void) throws(ProgramFiles.Failure) -> FileState
    ) -> FileDigest {
      var hash = SHA256()
      var found: String?
      var isRefused = false
      do throws(ProgramFiles.Failure) {
        let state = try read(
          { state in
            found = self.known(state)
            isRefused = found == nil && !self.mayRead(state.size)
            return found != nil || isRefused
          }, { hash.update(data: $0) })
        if isRefused { return FileDigest(unavailable: "too much was read in this minute") }
        let text = found ?? Self.text(hash.finalize())
        remember(text, state)
        return FileDigest(sha256: text)
      } catch {
        return FileDigest(unavailable: error.description)
      }
    }

    private func known(_ file: FileState) -> String? { gate.update { $0.known[file] } }

    private func mayRead(_ size: Int) -> Bool {
      let now = Clock.boottime()
      return gate.update { state in
        if now &- state.minute > 60_000_000_000 {
          (state.minute, state.left) = (now, ProgramReader.bytesPerMinute)
        }
        guard size <= state.left else { return false }
        state.left -= size
        return true
      }
    }

    private func remember(_ text: String, _ file: FileState) {
      // What was written a moment ago may be written again without another time.
      guard file.isSettled else { return }
      gate.update { state in
        if state.known.count >= ProgramReader.mostKnown { state.known.removeAll() }
        state.known[file] = text
      }
    }

    private static func text(_ digest: SHA256.Digest) -> String {
      let digits = Array("0123456789abcdef".utf8)
      return String(
        decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }
}
