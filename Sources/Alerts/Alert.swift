// SPDX-License-Identifier: Apache-2.0

package import Events
package import Monitoring

/// A finding with how often it was seen: what one alert line says.
package struct Alert: Hashable, Sendable {
  package enum Activity: String, Hashable, Sendable {
    /// The fact is new: the only one that is an alert.
    case create
    /// More is known of it, it came again, its flow ended: what a reader adds to what was alerted.
    case amended, repeated, ended
  }

  /// The latest one.
  package var finding: Finding
  package var activity: Activity
  package var isUpdate: Bool { activity != .create }
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
  package init(_ finding: Finding) { self.init(finding, Fingerprint(finding)) }

  init(_ finding: Finding, _ fingerprint: Fingerprint) {
    self.init(
      finding: finding, activity: .create, fingerprint: fingerprint, first: finding.time,
      last: finding.time, count: 1)
  }
}
