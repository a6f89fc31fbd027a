// SPDX-License-Identifier: Apache-2.0

package import Events
package import Monitoring

/// A finding with how often it was seen: what one alert line says.
package struct Alert: Hashable, Sendable {
  package enum Activity: Hashable, Sendable { case create, update }

  /// The latest one.
  package var finding: Finding
  package var activity: Activity
  package var fingerprint: Fingerprint
  package var first: Instant
  package var last: Instant
  /// Since `first`.
  package var count: UInt64
  /// What was left out before it came to the writer.
  package var cuts: Cuts

  package init(
    finding: Finding, activity: Activity, fingerprint: Fingerprint, first: Instant, last: Instant,
    count: UInt64, cuts: Cuts = []
  ) {
    self.finding = finding
    self.activity = activity
    self.fingerprint = fingerprint
    self.first = first
    self.last = last
    self.count = count
    self.cuts = cuts
  }

  /// The same for everything that belongs to one story.
  var correlation: Fingerprint { Fingerprint(incidentOf: finding) ?? fingerprint }

  /// A finding by itself.
  package init(_ finding: Finding) {
    self.init(
      finding: finding, activity: .create, fingerprint: Fingerprint(finding), first: finding.time,
      last: finding.time, count: 1)
  }
}
