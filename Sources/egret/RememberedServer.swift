// SPDX-License-Identifier: Apache-2.0

/// What is kept of one server from run to run. No value of a variable and no word of a command is.
struct RememberedServer: Codable, Equatable {
  /// What one program of it was.
  struct Code: Codable, Equatable {
    var version: String
    /// Of what the package holds, or of the script or executable; empty where neither was read.
    var digest: String
    var maintainers: [String]
  }

  /// `pypi:name`; empty where no package was found.
  var package = ""
  /// The digest of its entry's command; empty where no client lists it.
  var command = ""
  /// By the script, module or executable.
  var programs: [String: Code] = [:]
  /// Hosts that what runs now reached, and that what ran before did.
  var reached: [String] = []
  var earlier: [String] = []
  /// What ran before the last change, and after it.
  var before = ""
  var now = ""
  /// What spoke against what runs now when it came, in sentences.
  var doubts: [String]?
  /// Seconds since 1970: of the last change, and of the last start.
  var changed: UInt64?
  var seen: UInt64 = 0

  static let mostPrograms = 8
  static let mostHosts = 256

  /// Whatever a broken file said.
  var bounded: RememberedServer {
    var server = self
    server.package = String(package.prefix(256))
    server.reached = Self.bounded(reached)
    server.earlier = Self.bounded(earlier)
    server.before = String(before.prefix(160))
    server.now = String(now.prefix(160))
    server.doubts = doubts.map { $0.prefix(4).map { String($0.prefix(500)) } }
    if programs.count > Self.mostPrograms { server.programs = [:] }
    return server
  }

  private static func bounded(_ hosts: [String]) -> [String] {
    Array(hosts.suffix(mostHosts).map { String($0.prefix(253)) })
  }

  /// False where it is known, or there is no room.
  mutating func note(_ host: String) -> Bool {
    guard reached.count < Self.mostHosts, !reached.contains(host) else { return false }
    reached.append(String(host.prefix(253)))
    return true
  }
}
