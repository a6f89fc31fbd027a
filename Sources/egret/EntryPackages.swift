// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Kernel
import Monitoring
import Servers

/// What the packages of configured servers say of themselves, and which credentials these carry: of one that runs by
/// its processes, of any other by its entry's words and the caches of its user.
struct EntryPackages {
  private let processes: [Exec]
  private let homes: [UInt32: String]
  private let memory: ServerMemory

  /// Programs of one server that are looked at.
  private static let mostPrograms = 8

  init(processes: [Exec]) {
    self.processes = processes
    homes = Dictionary(
      Accounts.local().map { ($0.user, $0.home) }, uniquingKeysWith: { first, _ in first })
    memory = MemoryFile.read()
  }

  /// nil where none was found.
  func facts(of entry: ServerEntry, running: [UInt32]) -> PackageFacts? {
    guard case .stdio(let command) = entry.transport else { return nil }
    let words = EntryWarning.line(command)
    let spec = Launch.package(of: words)
    for exec in programs(of: running) {
      let search = PackageSearch(
        exec.arguments, file: exec.file.isEmpty ? exec.executable : exec.file,
        directory: SystemFile.link("/proc/\(exec.actor.process.pid)/cwd") ?? "", spec: spec)
      guard let files = UserFiles(of: exec.actor.process, user: exec.user) else { continue }
      let reader = PackageReader(files, now: MemoryFile.wallClock())
      if let facts = reader.facts(search) { return facts }
    }
    return installed(words, spec, entry)
  }

  /// By what the entry says alone.
  private func installed(
    _ words: [String], _ spec: PackageSpec?, _ entry: ServerEntry
  ) -> PackageFacts? {
    let user = entry.user ?? Accounts.current
    guard let files = try? UserFiles(below: "/", owner: user) else { return nil }
    var search = PackageSearch(
      words, file: words.first ?? "", directory: entry.workingDirectory ?? "", spec: spec)
    search.addPlaces(words.first ?? "", home: homes[user] ?? "")
    let reader = PackageReader(files, now: MemoryFile.wallClock())
    return reader.facts(search)
  }

  /// Names of the credentials that it carries, as far as is known: of its process and its entry.
  func credentials(of entry: ServerEntry, running: [UInt32]) -> [String] {
    let execs = processes.filter { running.contains($0.actor.process.pid) }
    var words: [String] = []
    if case .stdio(let command) = entry.transport { words = EntryWarning.line(command) }
    let variables = CredentialName.suspicious(entry.environment + execs.flatMap(\.environment))
    let named = CredentialArgument.names(in: words).filter { !variables.contains($0) }
    return Array((variables + named).prefix(64))
  }

  /// What was noticed when its code changed, in sentences; only root may know.
  func doubts(of entry: ServerEntry) -> [String] {
    let key = PackageQuestion.server(of: entry, user: entry.user ?? Accounts.current)
    guard let server = memory.servers[key], let changed = server.changed else { return [] }
    let hours = (MemoryFile.wallClock() - min(MemoryFile.wallClock(), changed)) / 3_600
    guard hours < 7 * 24 else { return [] }
    let versions = server.before.isEmpty ? "" : ": \(server.now), before \(server.before)"
    return ["what it runs changed \(hours) hours ago\(versions)"] + (server.doubts ?? [])
  }

  /// The processes that began it, and those below.
  private func programs(of running: [UInt32]) -> [Exec] {
    var pids = Set(running)
    var found: [Exec] = []
    for exec in processes where found.count < Self.mostPrograms {
      let process = exec.actor.process
      guard pids.contains(process.pid) || pids.contains(exec.parent.pid) else { continue }
      pids.insert(process.pid)
      found.append(exec)
    }
    return found
  }
}
