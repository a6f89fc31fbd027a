// SPDX-License-Identifier: Apache-2.0

import Alerts
import Kernel

/// The machine that this run is on.
extension Host {
  init(_ facts: MachineFacts) {
    self.init(
      hostname: facts.hostname, systemName: facts.systemName, systemVersion: facts.systemVersion,
      kernelRelease: facts.kernelRelease, bootID: facts.bootID,
      bootTime: Int64(clamping: facts.realtimeOffset / 1_000_000), machineID: facts.machineID,
      productVersion: Egret.version, runID: facts.runID, timezoneOffset: facts.timezoneMinutes,
      realtimeOffset: Int64(clamping: facts.realtimeOffset), architecture: facts.architecture,
      addresses: facts.addresses)
  }
}
