// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// What is to be said of a domain whose names and answers had room for more than look-ups need.
enum TunnelJudge {
  static func verdict(on excess: DNSVolume.Excess, at time: Instant) -> Verdict {
    var verdict = Verdict()
    let seconds = time.since(excess.since) / 1_000_000_000
    verdict.fire(
      .dnsTunnel,
      because: "within \(seconds) s it asked for \(excess.names) names below \(excess.domain) with "
        + "room for \(excess.asked) bytes")
    if excess.answered > 0 {
      verdict.reasons.append("the answers had room for \(excess.answered) bytes")
    }
    if excess.isExpected {
      verdict.reasons.append("\(excess.domain) is expected, and this is far beyond look-ups")
    }
    return verdict
  }
}
