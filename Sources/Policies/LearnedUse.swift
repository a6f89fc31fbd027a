// SPDX-License-Identifier: Apache-2.0

package import Events

/// One use of an endpoint: when, by which program, and what says that the address goes by its name.
package struct LearnedSighting: Hashable, Sendable {
  package var time: Instant
  /// The process's name; empty where it is not known.
  package var program: String
  /// In an alert's words: `dns`, `machine`, `proxy`, `none`.
  package var evidence: String

  package init(time: Instant, program: String, evidence: String) {
    self.time = time
    self.program = program
    self.evidence = evidence
  }
}

/// How an endpoint was used.
struct LearnedUse: Hashable, Sendable {
  private(set) var count = 0
  private(set) var first: Instant?
  private(set) var last: Instant?
  private(set) var bytesOut: UInt64 = 0
  private(set) var bytesIn: UInt64 = 0
  /// Some; no more than a line has room for.
  private(set) var programs: Set<String> = []
  private(set) var evidence: Set<String> = []
  private static let most = 4

  mutating func add(_ sighting: LearnedSighting) {
    count += 1
    first = min(first ?? sighting.time, sighting.time)
    last = max(last ?? sighting.time, sighting.time)
    if !sighting.program.isEmpty, programs.count < Self.most { programs.insert(sighting.program) }
    if evidence.count < Self.most { evidence.insert(sighting.evidence) }
  }

  mutating func add(bytesOut: UInt64, bytesIn: UInt64) {
    self.bytesOut = self.bytesOut.addingReportingOverflow(bytesOut).partialValue
    self.bytesIn = self.bytesIn.addingReportingOverflow(bytesIn).partialValue
  }
}
