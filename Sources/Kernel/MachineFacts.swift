// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// What every alert says of the machine. Read once at start.
package struct MachineFacts: Hashable, Sendable {
  package var hostname: String
  package var systemName: String
  package var systemVersion: String
  package var kernelRelease: String
  package var architecture: String
  /// Its addresses beyond loopback and single links, as text.
  package var addresses: [String]
  package var machineID: String
  package var bootID: String
  /// Nanoseconds to add to a boot time to have the time since 1970.
  package var realtimeOffset: UInt64
  /// East of Greenwich.
  package var timezoneMinutes: Int
  /// Names this run: boot id, pid and start.
  package var runID: String

  package init() {
    let release = Self.osRelease()
    hostname = Self.ownHostname
    systemName = release["NAME"] ?? "Linux"
    systemVersion = release["VERSION_ID"] ?? ""
    kernelRelease = Self.line("/proc/sys/kernel/osrelease")
    architecture = Self.architecture()
    addresses = OwnAddresses.all().map(\.description)
    machineID = Self.line("/etc/machine-id")
    bootID = Self.line("/proc/sys/kernel/random/boot_id")
    realtimeOffset = Clock.realtimeOffset()
    timezoneMinutes = Self.timezone()
    runID = "\(bootID)-\(getpid())-\(Clock.boottime())"
  }

  /// Egret's own pid.
  package static var ownProcess: Int32 { getpid() }

  /// What the machine is called now.
  package static var ownHostname: String { line("/proc/sys/kernel/hostname") }

  /// The number of a process's network namespace; 0 where it is gone.
  package static func netNamespace(of pid: UInt32) -> UInt32 {
    SystemFile.namespace("net", of: pid) ?? 0
  }

  private static func line(_ path: String) -> String {
    let text = SystemFile.text(path, limit: 512) ?? ""
    return text.split(separator: "\n").first.map { String($0) } ?? ""
  }

  /// os-release(5): NAME=value or NAME="value".
  private static func osRelease() -> [String: String] {
    let text = SystemFile.text("/etc/os-release", limit: 16384) ?? ""
    var values: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      let value = line[line.index(after: equals)...]
      let quoted = value.count > 1 && value.first == "\"" && value.last == "\""
      values[String(line[..<equals])] = String(quoted ? value.dropFirst().dropLast() : value)
    }
    return values
  }

  private static func architecture() -> String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #endif
  }

  private static func timezone() -> Int {
    var now = time_t(Clock.realtimeOffset() / 1_000_000_000 + Clock.boottime() / 1_000_000_000)
    var local = unsafe tm()
    guard unsafe localtime_r(&now, &local) != nil else { return 0 }
    return unsafe local.tm_gmtoff / 60
  }
}
