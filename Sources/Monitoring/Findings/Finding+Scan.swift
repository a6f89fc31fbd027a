// SPDX-License-Identifier: Apache-2.0

/// A finding of one destination as the finding of all that its server reached in a row.
extension Finding {
  package func grown(into scan: ScanSummary) -> Finding {
    var finding = self
    let rule = Rule.scan
    (finding.rule, finding.rules) = (rule, [.scan])
    finding.reasons = ["it reached \(scan.text)"] + reasons.prefix(1)
    finding.scan = scan
    finding.incident = nil
    return finding
  }
}
