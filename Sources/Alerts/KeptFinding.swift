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
    keep(\.process.arguments, .commandLine)
    finding.process.argumentsAreCut = whole.process.argumentsAreCut || cuts.contains(.commandLine)
    keep(\.reasons, .reasons)
    keep(\.expected, .expected)
    keep(\.credentials, .credentials)
    keep(\.server.candidates, .candidates)
    keep(\.target.names, .names)
    weigh()
  }

  private mutating func dropRelatives() {
    if !finding.ancestry.isEmpty { cuts.insert(.ancestry) }
    if finding.parent?.arguments.isEmpty == false { cuts.insert(.arguments) }
    finding.ancestry = []
    finding.parent?.arguments = []
  }

  /// Whole entries only: half an argument could show what the whole one would hide.
  private mutating func keep(_ list: WritableKeyPath<Finding, [String]>, _ cut: Cuts) {
    var left = Self.listBytes
    let whole = finding[keyPath: list]
    let kept = whole.prefix(Self.entries).prefix { entry in
      left -= entry.utf8.count
      return left >= 0
    }
    bytes += kept.reduce(0) { $0 + $1.utf8.count }
    if kept.count == whole.count { return }
    finding[keyPath: list] = Array(kept)
    cuts.insert(cut)
  }

  private mutating func weigh() {
    let server = finding.server
    let texts = [
      server.name, server.package, server.client, server.config, finding.process.name,
      finding.process.path, finding.parent?.name, finding.parent?.path, finding.target.hostname,
      finding.target.unixPath, finding.container, finding.expectedSource, finding.incident,
    ]
    bytes += texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
  }
}
