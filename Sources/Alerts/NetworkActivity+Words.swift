// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// What the formats call the stages of a flow.
extension NetworkActivity {
  /// `metadata.event_code`.
  static let code: StaticString = "egret.flow"

  /// One line for a title.
  var title: String {
    switch stage {
    case .open: "MCP server begins a flow"
    case .close: Self.title(of: facts.result ?? .unknown)
    }
  }

  private static func title(of result: FlowEnd.Result) -> String {
    switch result {
    case .established, .unknown: "MCP server ends a flow"
    case .refused: "MCP server was refused a connection"
    case .timedOut: "MCP server got no answer to its connect in time"
    case .unreachable: "MCP server found no way to connect"
    case .abandoned: "MCP server gave up a connect"
    }
  }

  /// Whether what began came about; nil where that is not known yet, or never.
  var hasSucceeded: Bool? {
    switch (stage, facts.result ?? .unknown) {
    case (.open, _), (.close, .unknown): nil
    case (.close, .established): true
    case (.close, .refused), (.close, .timedOut), (.close, .unreachable), (.close, .abandoned):
      false
    }
  }

  /// OCSF's number and caption of the activity, and the type that follows from it.
  var ocsf: StaticString {
    switch (stage, facts.result ?? .unknown) {
    case (.open, _):
      #""activity_id":1,"activity_name":"Open","type_uid":400101,"type_name":"Network Activity: Open""#
    case (.close, .established), (.close, .unknown):
      #""activity_id":2,"activity_name":"Close","type_uid":400102,"type_name":"Network Activity: Close""#
    case (.close, .refused):
      #""activity_id":5,"activity_name":"Refuse","type_uid":400105,"type_name":"Network Activity: Refuse""#
    case (.close, .timedOut), (.close, .unreachable), (.close, .abandoned):
      #""activity_id":4,"activity_name":"Fail","type_uid":400104,"type_name":"Network Activity: Fail""#
    }
  }

  /// OCSF's status.
  var ocsfStatus: StaticString {
    switch hasSucceeded {
    case nil: #""status_id":0,"status":"Unknown""#
    case true?: #""status_id":1,"status":"Success""#
    case false?: #""status_id":2,"status":"Failure""#
    }
  }

  /// ECS's `event.outcome`.
  var ecsOutcome: StaticString {
    switch hasSucceeded {
    case nil: "unknown"
    case true?: "success"
    case false?: "failure"
    }
  }
}
