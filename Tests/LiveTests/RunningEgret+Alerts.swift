// SPDX-License-Identifier: Apache-2.0

import TestKit

extension RunningEgret {
  /// Alerts of a rule, as they were first reported.
  func alerts(_ rule: String) -> [LiveAlert] {
    output.split(separator: "\n").compactMap { LiveAlert(String($0)) }
      .filter { $0.rule == rule && $0.isNew }
  }
}
