// SPDX-License-Identifier: Apache-2.0

import Alerts

/// What an event log's header says of the machine and the run, so that a replay's lines are the
/// run's.
extension Host {
  var facts: [String: String] {
    [
      "hostname": hostname, "system": systemName, "system_version": systemVersion,
      "kernel": kernelRelease, "boot": bootID, "boot_time": "\(bootTime)", "machine": machineID,
      "egret": productVersion, "run": runID, "timezone": "\(timezoneOffset)",
      "offset": "\(realtimeOffset)", "architecture": architecture,
      "addresses": addresses.joined(separator: " "),
    ]
  }

  /// What a header leaves out is empty or 0.
  init(facts: [String: String]) {
    func number<Number: LosslessStringConvertible & ExpressibleByIntegerLiteral>(
      _ key: String
    ) -> Number {
      facts[key].flatMap { Number($0) } ?? 0
    }
    self.init(
      hostname: facts["hostname"] ?? "", systemName: facts["system"] ?? "",
      systemVersion: facts["system_version"] ?? "", kernelRelease: facts["kernel"] ?? "",
      bootID: facts["boot"] ?? "", bootTime: number("boot_time"), machineID: facts["machine"] ?? "",
      productVersion: facts["egret"] ?? "", runID: facts["run"] ?? "",
      timezoneOffset: number("timezone"), realtimeOffset: number("offset"),
      architecture: facts["architecture"] ?? "",
      addresses: (facts["addresses"] ?? "").split(separator: " ").map(String.init))
  }
}
