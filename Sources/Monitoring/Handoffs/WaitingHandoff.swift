// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What is judged or reported when it is known who is at the other end.
enum WaitingHandoff: Sendable {
  case handoff(Handoff, by: Doer)
  /// A connection to loopback that is to be reported.
  case finding(Finding, PeerQuestion, of: UInt32)

  var question: PeerQuestion {
    switch self {
    case .handoff(let handoff, _): handoff.question
    case .finding(_, let question, _): question
    }
  }
}
