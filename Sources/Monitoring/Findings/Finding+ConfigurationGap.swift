// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
internal import Servers

/// A finding of a configuration that could not be read whole.
extension Finding {
  init(_ gap: ConfigurationGap) {
    self.init(
      time: gap.time, rules: [.configUnread], reasons: gap.reasons,
      server: FindingServer(
        name: "unknown", package: "", client: gap.client, config: gap.file,
        confidence: Confidence.low.rawValue, transport: "", candidates: []),
      process: .unknown(owner: gap.owner),
      target: FindingTarget(endpoint: nil, transport: .local), phase: .run, via: .unknown,
      hook: .files)
  }
}

extension ConfigurationGap {
  fileprivate var reasons: [String] {
    let place = ShownText.escaped(file, limit: 300) + (problem.line.map { ":\($0)" } ?? "")
    var reasons = ["\(place): \(ShownText.escaped(problem.text, limit: 300))", unknown]
    if isKept { reasons.append("what the file listed before still counts") }
    if let owner { reasons.append("the file belongs to user \(owner)") }
    return reasons
  }

  private var unknown: String {
    switch problem.lost {
    case .file: "none of the servers that it lists is known"
    case .part: "some of the servers that it lists may not be known"
    case .entry, nil: "one of the servers that it lists is not known"
    }
  }
}
