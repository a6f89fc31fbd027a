// SPDX-License-Identifier: Apache-2.0

import Disclosure

/// What makes a draft worth less than it looks.
struct LearnWarnings {
  /// How long was watched.
  var seconds: UInt64
  var lost: UInt64
  /// Endpoints without a name.
  var addresses: Int
  /// Servers that clients list and nobody started meanwhile.
  var unstarted: [String]

  /// Less says little of what a server does in a day.
  private static let shortest: UInt64 = 3_600

  var lines: [String] { [short, losses, bare, missing].compactMap { $0 } }

  private var short: String? {
    guard seconds < Self.shortest else { return nil }
    let time = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
    return "warning: watched for \(time) only; what is used once an hour or once a day is missing"
  }

  private var losses: String? {
    lost > 0 ? "warning: \(lost) records were lost meanwhile: something may be missing" : nil
  }

  private var bare: String? {
    addresses > 0
      ? "warning: endpoints without a name: \(addresses); look up whose they are before they stay"
      : nil
  }

  private var missing: String? {
    if unstarted.isEmpty { return nil }
    let some = unstarted.prefix(20).map { ShownText.escaped($0, limit: 60) }.joined(separator: ", ")
    return "not started meanwhile, and not drafted: \(some)\(unstarted.count > 20 ? ", …" : "")"
  }
}
