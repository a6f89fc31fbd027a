// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
package import Servers

/// The packages of the servers that run, by Egret's number.
struct ServerPackages: Sendable {
  /// Programs of one server that are asked about: a wrapper or two, and the server.
  private static let mostAsked = 4

  private var packages: [UInt32: Shared<ServerPackage>] = [:]

  var count: Int { packages.count }

  subscript(number: UInt32) -> Shared<ServerPackage>? { packages[number] }

  /// What to ask of a server's program; nil where its package is known, or enough was asked.
  mutating func question(_ exec: Exec, _ instance: ServerInstance) -> PackageQuestion? {
    var package = packages[instance.number]?.value ?? ServerPackage(at: exec.time)
    guard package.facts == nil, package.asked < Self.mostAsked else { return nil }
    package.asked += 1
    packages[instance.number] = Shared(package)
    return PackageQuestion(exec, instance)
  }

  /// The history of a start is told once: false where there is none, or it was.
  mutating func learn(_ facts: ProgramFacts, of number: UInt32) -> Bool {
    guard facts.package != nil || facts.history != nil else { return false }
    var package = packages[number]?.value ?? ServerPackage(at: facts.time)
    let before = package.history?.changes ?? []
    package.learn(facts.package, facts.history, at: facts.time)
    packages[number] = Shared(package)
    return facts.history.map { !$0.changes.isEmpty && $0.changes != before } ?? false
  }

  /// Whether the host is to be remembered.
  mutating func note(_ host: String, of number: UInt32) -> Bool {
    guard var package = packages[number]?.value, package.history != nil else { return false }
    guard !package.reached.contains(host), package.note(host) else { return false }
    packages[number] = Shared(package)
    return true
  }

  mutating func keep(_ isKept: (UInt32) -> Bool) {
    packages = packages.filter { isKept($0.key) }
  }
}

extension PackageQuestion {
  init(_ exec: Exec, _ instance: ServerInstance) {
    let candidates = instance.recognition.candidates
    let entry = candidates.first
    var command: [String] = []
    var package: PackageSpec?
    if !instance.recognition.isUnlisted, candidates.count == 1,
      case .stdio(let words)? = entry?.transport
    {
      command = Redactor.redacted(words)
      package = Launch.package(of: EntryWarning.line(words))
    }
    self.init(
      server: PackageQuestion.server(of: instance), package: package, command: command,
      file: exec.file.isEmpty ? exec.executable : exec.file, arguments: exec.arguments)
  }

  /// What stays the same from start to start.
  static func server(of instance: ServerInstance) -> String {
    guard let entry = instance.entry, !entry.name.isEmpty else {
      return String("\(instance.exec.user) \(instance.shown.package)".prefix(512))
    }
    return server(of: entry, user: instance.exec.user)
  }

  package static func server(of entry: ServerEntry, user: UInt32) -> String {
    String("\(user) \(entry.file) \(entry.project ?? "") \(entry.name)".prefix(512))
  }
}
