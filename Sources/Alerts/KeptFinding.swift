// SPDX-License-Identifier: Apache-2.0

import Monitoring

/// As much of a finding as the next line about it needs: no ancestry, and of every list its
/// beginning.
struct KeptFinding {
  private(set) var finding: Finding
  private(set) var cuts: Cuts = []
  private(set) var bytes = 0

  private static let entries = 16
  private static let listBytes = 1024

  init(_ whole: Finding) {
    finding = whole
    dropRelatives()
    note(Self.keep(&finding.process.arguments), .commandLine)
    finding.process.argumentsAreCut = whole.process.argumentsAreCut || cuts.contains(.commandLine)
    note(Self.keep(&finding.reasons), .reasons)
    note(Self.keep(&finding.expected), .expected)
    note(Self.keep(&finding.credentials), .credentials)
    note(Self.keep(&finding.server.candidates), .candidates)
    note(Self.keep(&finding.target.names), .names)
    weigh()
  }

  private mutating func dropRelatives() {
    if !finding.ancestry.isEmpty { cuts.insert(.ancestry) }
    if finding.parent?.arguments.isEmpty == false { cuts.insert(.arguments) }
    finding.ancestry = []
    finding.parent?.arguments = []
    // An update does not repeat what the alert said of the program.
    finding.process.facts = nil
  }

  /// Whole entries only: half an argument could show what the whole one would hide.
  private static func keep(_ whole: inout [String]) -> (bytes: Int, isCut: Bool) {
    var (count, size) = (0, 0)
    while count < min(whole.count, Self.entries) {
      let more = whole[count].utf8.count
      if size + more > Self.listBytes { break }
      (count, size) = (count + 1, size + more)
    }
    if count == whole.count { return (size, false) }
    whole = Array(whole[..<count])
    return (size, true)
  }

  private mutating func note(_ kept: (bytes: Int, isCut: Bool), _ cut: Cuts) {
    bytes += kept.bytes
    if kept.isCut { cuts.insert(cut) }
  }

  private mutating func weigh() {
    let server = finding.server
    bytes += server.name.utf8.count + server.package.utf8.count + server.client.utf8.count
    bytes += server.config.utf8.count + finding.expectedSource.utf8.count
    bytes += finding.process.name.utf8.count + finding.process.path.utf8.count
    if let parent = finding.parent { bytes += parent.name.utf8.count + parent.path.utf8.count }
    bytes += (finding.target.hostname?.utf8.count ?? 0) + (finding.target.unixPath?.utf8.count ?? 0)
    bytes += finding.target.said?.name.utf8.count ?? 0
    bytes += finding.proxy?.hostname?.utf8.count ?? 0
    bytes += finding.container?.utf8.count ?? 0
    bytes += finding.containerName.utf8.count + finding.containerImage.utf8.count
    bytes += finding.process.userName.utf8.count
    bytes += finding.scan?.first.reduce(0) { $0 + $1.utf8.count } ?? 0
    bytes += finding.incident?.utf8.count ?? 0
  }
}
