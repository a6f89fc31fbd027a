// SPDX-License-Identifier: Apache-2.0

package import Events

/// What every line says about the machine and about this run of Egret.
package struct Host: Hashable, Sendable {
  package var hostname: String
  /// The distribution: `Debian GNU/Linux`.
  package var systemName: String
  package var systemVersion: String
  package var kernelRelease: String
  /// `x86_64`, `aarch64`; empty where it is not known.
  package var architecture: String
  /// Those that it had when the run began.
  package var addresses: [String]
  /// `/proc/sys/kernel/random/boot_id`.
  package var bootID: String
  /// Milliseconds since 1970.
  package var bootTime: Int64
  package var machineID: String
  package var productVersion: String
  /// Names this run of Egret among all others of this boot.
  package var runID: String
  /// Minutes east of UTC.
  package var timezoneOffset: Int
  /// Nanoseconds to add to CLOCK_BOOTTIME for CLOCK_REALTIME.
  package var realtimeOffset: Int64

  package init(
    hostname: String, systemName: String, systemVersion: String, kernelRelease: String,
    bootID: String, bootTime: Int64, machineID: String, productVersion: String, runID: String,
    timezoneOffset: Int = 0, realtimeOffset: Int64, architecture: String = "",
    addresses: [String] = []
  ) {
    self.hostname = hostname
    self.systemName = systemName
    self.systemVersion = systemVersion
    self.kernelRelease = kernelRelease
    self.bootID = bootID
    self.bootTime = bootTime
    self.machineID = machineID
    self.productVersion = productVersion
    self.runID = runID
    self.timezoneOffset = timezoneOffset
    self.realtimeOffset = realtimeOffset
    self.architecture = architecture
    self.addresses = addresses
  }

  package func wallTime(_ instant: Instant) -> WallTime {
    let sum = Int64(clamping: instant.nanoseconds).addingReportingOverflow(realtimeOffset)
    return WallTime(nanoseconds: sum.overflow ? .max : sum.partialValue)
  }
}
