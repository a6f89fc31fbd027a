// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What processes say on connections of where they want to go.
extension Monitor {
  mutating func consume(_ claim: Claim, into outcomes: inout [Outcome]) {
    switch claim.said {
    case .hello: consumeHello(claim, into: &outcomes)
    case .host: break
    case .proxy(let target): consume(target, of: claim, into: &outcomes)
    }
  }
}
