// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A line of OCSF, as far as these tests look.
struct LiveAlert {
  let rule: String
  let isNew: Bool
  let server: String
  let reasons: [String]
  let config: String
  let hook: String
  let pid: Int
  let program: String
  let port: Int?
  let milliseconds: Int

  /// nil for a line that is no alert.
  init?(_ line: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      object["class_uid"] as? Int == 2004,
      let code = (object["metadata"] as? [String: Any])?["event_code"] as? String,
      let evidence = (object["evidences"] as? [[String: Any]])?.first,
      let own = (evidence["data"] as? [String: Any])?["egret"] as? [String: Any],
      let process = evidence["process"] as? [String: Any]
    else { return nil }
    rule = code
    isNew = object["activity_id"] as? Int == 1
    server = own["server"] as? String ?? ""
    reasons = own["reasons"] as? [String] ?? []
    config = own["config"] as? String ?? ""
    hook = own["hook"] as? String ?? ""
    pid = process["pid"] as? Int ?? 0
    program = process["path"] as? String ?? ""
    port = (evidence["dst_endpoint"] as? [String: Any])?["port"] as? Int
    milliseconds = object["time"] as? Int ?? 0
  }
}
