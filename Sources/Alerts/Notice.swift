// SPDX-License-Identifier: Apache-2.0

package import Events
package import Monitoring

/// What Egret says of itself in the alert stream.
package enum Notice: Hashable, Sendable {
  package enum HookState: String, Hashable, Sendable, CaseIterable {
    /// Attached, and did not see the canary.
    case silent
    /// Somebody took it off.
    case detached
    /// Reports again.
    case restored
  }

  case start
  case stop
  case heartbeat
  /// A loss counter grew by `new` to `total`.
  case loss(Loss.Stage, new: UInt64, total: UInt64)
  /// A new policy is in force.
  case policyAccepted
  /// A new policy was refused and the old one stays in force; why, in a sentence.
  case policyRefused(String)
  case hook(String, HookState)
}

extension Notice {
  /// `metadata.event_code`.
  package var code: StaticString {
    switch self {
    case .start: "egret.start"
    case .stop: "egret.stop"
    case .heartbeat: "egret.heartbeat"
    case .loss: "egret.loss"
    case .policyAccepted, .policyRefused: "egret.policy"
    case .hook: "egret.hook"
    }
  }

  package var severity: Severity {
    switch self {
    case .start, .stop, .heartbeat, .policyAccepted, .hook(_, .restored): .informational
    case .loss, .policyRefused: .medium
    case .hook(_, .silent), .hook(_, .detached): .high
    }
  }

  /// Whether something went wrong.
  var isFailure: Bool { severity > .informational }

  /// A word for the kind of event.
  var activity: StaticString {
    switch self {
    case .start: "Start"
    case .stop: "Stop"
    case .heartbeat: "Heartbeat"
    case .loss: "Loss"
    case .policyAccepted, .policyRefused: "Policy"
    case .hook: "Hook"
    }
  }

  var message: String {
    switch self {
    case .start: "Egret watches"
    case .stop: "Egret stops watching"
    case .heartbeat: "Egret is alive"
    case .loss(let stage, let new, let total):
      "Egret lost \(new) records at \(stage.rawValue), \(total) since its start"
    case .policyAccepted: "A new policy is in force"
    case .policyRefused(let reason):
      "A new policy was refused and the old one stays in force: \(reason)"
    case .hook(let name, .silent): "The hook \(name) is attached and reports nothing"
    case .hook(let name, .detached): "The hook \(name) is no longer attached"
    case .hook(let name, .restored): "The hook \(name) reports again"
    }
  }
}
