// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit

extension RunningEgret {
  /// Alerts of a rule, as they were first reported.
  func alerts(_ rule: String) -> [LiveAlert] {
    output.split(separator: "\n").compactMap { LiveAlert(String($0)) }
      .filter { $0.rule == rule && $0.isNew }
  }

  /// Ports that a server's flows lead to, in their order, each as often as it was reached; with `--all`. Of so
  /// many only the first have an alert of their own.
  func ports(ofFlowsOf server: String) -> [Int] {
    lines("egret.flow").compactMap { line in
      guard
        let flow = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        flow["activity_id"] as? Int == 1,
        (flow["actor"] as? [String: Any])?["app_uid"] as? String == server
      else { return nil }
      return (flow["dst_endpoint"] as? [String: Any])?["port"] as? Int
    }
  }
}
