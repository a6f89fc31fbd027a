// SPDX-License-Identifier: Apache-2.0

package import Monitoring

/// A rule for those who read of it before it fires.
extension Rule {
  /// Identifiers of MITRE ATT&CK that an alert of it may have; of the destination depends which.
  package var techniques: [String] {
    let all = Technique.possible(for: self).flatMap { [$0.technique, $0.subtechnique] }
    var seen: Set<String> = []
    return all.compactMap { $0?.id.description }.filter { seen.insert($0).inserted }
  }
}
