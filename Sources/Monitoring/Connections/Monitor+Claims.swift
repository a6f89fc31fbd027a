// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What processes say on connections of where they want to go.
extension Monitor {
  func consume(_ claim: Claim, into outcomes: inout [Outcome]) {
    switch claim.said {
    case .hello, .host: break
    case .proxy: break
    }
  }
}
