// SPDX-License-Identifier: Apache-2.0

import Events
import FoundationEssentials
import Monitoring
import Servers

/// What Egret remembers of servers from run to run: which version, command and code each had when it started last,
/// and which hosts it reached.
struct ServerMemory: Codable, Equatable {
  private(set) var format = 1
  private(set) var servers: [String: RememberedServer] = [:]

  static let limit = 512
  /// Bytes of the file.
  static let size = 4 << 20
  private static let mostElsewhere = 512

  init() {}

  /// As it was written; nil for anything else, which is then begun anew.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.size,
      let read = try? JSONDecoder().decode(ServerMemory.self, from: Data(bytes)), read.format == 1
    else { return nil }
    servers = Dictionary(
      read.servers.prefix(Self.limit).map { (String($0.key.prefix(512)), $0.value.bounded) },
      uniquingKeysWith: { $1 })
  }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return ((try? encoder.encode(self)).map { Array($0) } ?? []) + [0x0a]
  }

  /// A server started, and this was read of its program: what is another than last time. `now` is in seconds since
  /// 1970. nil where nothing says which code it is.
  mutating func begin(
    _ question: PackageQuestion, _ facts: ProgramFacts, now: UInt64
  ) -> PackageHistory? {
    guard let code = Self.code(facts, of: question) else { return nil }
    makeRoom(for: question.server)
    var server = servers[question.server] ?? RememberedServer()
    let changes = server.take(code, of: question, facts, now: now)
    server.seen = now
    if !changes.sentences.isEmpty { server.doubts = changes.doubts }
    servers[question.server] = server
    var history = PackageHistory(changes: changes.sentences, doubts: server.doubts ?? [])
    (history.before, history.now) = (server.before, server.now)
    (history.reached, history.earlier) = (server.reached, server.earlier)
    history.sinceChange = server.changed.map { ($0 <= now ? now - $0 : 0) * 1_000_000_000 }
    history.elsewhere = elsewhere(than: question.server, package: server.package)
    return history
  }

  /// False where nothing is to be written.
  mutating func note(_ host: String, of server: String) -> Bool {
    servers[server]?.note(host) ?? false
  }

  /// What other servers of the package reached.
  private func elsewhere(than server: String, package: String) -> [String] {
    if package.isEmpty { return [] }
    let others = servers.filter { $0.key != server && $0.value.package == package }.values
    return Array(
      Set(others.flatMap { $0.reached + $0.earlier }).sorted().prefix(Self.mostElsewhere))
  }

  /// The one that was not started for the longest time.
  private mutating func makeRoom(for server: String) {
    guard servers[server] == nil, servers.count >= Self.limit else { return }
    let oldest = servers.min {
      ($0.value.seen, $0.key) < ($1.value.seen, $1.key)
    }
    if let oldest { servers[oldest.key] = nil }
  }

  /// What runs: a package's version and content, else the script or the executable. An interpreter alone says nothing.
  private static func code(
    _ facts: ProgramFacts, of question: PackageQuestion
  ) -> RememberedServer.Code? {
    let package = facts.package
    if package == nil, facts.script.isEmpty, PackageSearch.isGeneric(question.file) { return nil }
    let own = facts.script.isEmpty ? facts.executable.sha256 : facts.scriptDigest.sha256
    // The script that an installer makes is the same for every version.
    let digest = package.map { $0.digest.isEmpty ? own : $0.digest } ?? own
    if digest.isEmpty, package == nil { return nil }
    return RememberedServer.Code(
      version: package?.version ?? "", digest: digest, maintainers: package?.maintainers ?? [])
  }
}

extension RememberedServer {
  /// What was noticed at a start.
  struct Changes {
    var sentences: [String] = []
    var doubts: [String] = []
  }

  mutating func take(
    _ code: Code, of question: PackageQuestion, _ facts: ProgramFacts, now: UInt64
  ) -> Changes {
    var changes = Changes()
    let command =
      question.command.isEmpty ? "" : HexadecimalDigest.sha256(question.command)
    if !self.command.isEmpty, !command.isEmpty, command != self.command {
      changes.sentences.append("its entry starts it by another command than last time")
      note(change: (before, self.now) == ("", "") ? "" : self.now, code.words, at: now)
    }
    if !command.isEmpty { self.command = command }
    if let package = facts.package { self.package = "\(package.ecosystem):\(package.name)" }
    let key = Self.key(question, facts)
    if let before = programs[key], before != code { compare(before, code, now: now, &changes) }
    if programs[key] == nil, programs.count >= Self.mostPrograms { programs = [:] }
    programs[key] = code
    self.now = code.words
    return changes
  }

  private mutating func compare(
    _ before: Code, _ code: Code, now: UInt64, _ changes: inout Changes
  ) {
    if before.version != code.version {
      changes.sentences.append(
        "its package has version \(code.version), and had \(before.version) at its last start")
    } else if before.digest != code.digest, !before.digest.isEmpty, !code.digest.isEmpty {
      let version = code.version.isEmpty ? "" : " under the same version, \(code.version)"
      changes.sentences.append(
        "its code is another than at its last start\(version): \(code.short), before \(before.short)"
      )
    }
    let new = code.maintainers.filter { !before.maintainers.contains($0) }
    if !before.maintainers.isEmpty, !new.isEmpty {
      let people = new.prefix(3).joined(separator: ", ")
      changes.doubts.append(
        "its package names maintainers that the version before did not: \(people)")
    }
    if !changes.sentences.isEmpty { note(change: before.words, code.words, at: now) }
  }

  private mutating func note(change before: String, _ code: String, at time: UInt64) {
    (self.before, now, changed) = (before, code, time)
    earlier = Array((earlier + reached.filter { !earlier.contains($0) }).suffix(Self.mostHosts))
    reached = []
  }

  private static func key(_ question: PackageQuestion, _ facts: ProgramFacts) -> String {
    if let package = facts.package { return "\(package.ecosystem):\(package.name)" }
    return String((facts.script.isEmpty ? question.file : facts.script).suffix(256))
  }
}

extension RememberedServer.Code {
  /// As a change is told: a version, else the beginning of the digest.
  var words: String { version.isEmpty ? "sha256:\(short)" : version }
  var short: String { String(digest.prefix(16)) }
}
