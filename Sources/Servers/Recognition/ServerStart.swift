// SPDX-License-Identifier: Apache-2.0

import Events

/// Whether a person started a server, by its stdin and stdout at the exec that fits its entry.
///
/// A client speaks through two pipes or two sockets. A terminal at either end means a person.
/// No client speaks through anything else (`/dev/null`, a file): such a start is that of cron,
/// nohup, a service or a build. It is judged, since Egret reports in doubt, with less confidence.
struct ServerStart: Sendable {
  private(set) var isManual = false
  private(set) var confidence = Confidence.high
  private(set) var reasons: [String] = []

  init(_ exec: Exec, isBelowClient: Bool) {
    guard let input = exec.stdio.first else { return }
    let output = exec.stdio.dropFirst().first?.kind
    if input.kind == .terminal {
      takeAsManual("stdin")
    } else if exec.isOlderThanEgret {
      // A server may have moved its pipes elsewhere by then, and have a terminal as stderr's twin.
      return
    } else if output == .terminal {
      takeAsManual("stdout")
    } else if !Self.carriesMessages(input.kind) {
      confidence = isBelowClient ? .medium : .low
      reasons.append(
        isBelowClient
          ? "stdin is no pipe: no client speaks to it"
          : "stdin is no pipe, and no known client stands above it")
    }
  }

  private mutating func takeAsManual(_ end: String) {
    isManual = true
    reasons.append("\(end) is a terminal: a person started it")
  }

  private static func carriesMessages(_ kind: Descriptor.Kind) -> Bool {
    kind == .pipe || kind == .socket
  }
}
