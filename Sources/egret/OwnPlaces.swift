// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Names

/// By which names and addresses this machine can be reached: what makes of an entry's URL one of its own.
struct OwnPlaces: Sendable {
  /// How long the addresses of a network namespace count as read.
  private static let patience: UInt64 = 1_000_000_000
  private static let namespaceLimit = 256

  private struct Reading: Sendable {
    var time: UInt64
    var addresses: [IPAddress]
  }

  private var hosts: [String: [IPAddress]] = [:]
  private var hostName = ""
  /// Egret's own network namespace, which the hosts file and the host name are of.
  private let netNamespace: UInt32
  private var readings: [UInt32: Reading] = [:]

  init() {
    netNamespace = MachineFacts.netNamespace(of: UInt32(bitPattern: MachineFacts.ownProcess))
  }

  /// What the machine's own files say of these names.
  mutating func read(_ names: Set<String>) {
    if names.isEmpty { return }
    learn(
      hosts: SystemFile.read("/etc/hosts") ?? [], names: names, hostName: MachineFacts.ownHostname)
  }

  mutating func learn(hosts text: [UInt8], names: Set<String>, hostName: String) {
    hosts = ResolverConfiguration.addresses(of: names, in: text)
    self.hostName = ResolverConfiguration.hostName(hostName) ?? ""
  }

  /// Whether the name may be this machine's: its own, also as multicast DNS has it, or one of its hosts file.
  func isOwn(_ name: String) -> Bool { hosts[name] != nil || isHostName(name) }

  private func isHostName(_ name: String) -> Bool {
    !hostName.isEmpty && (name == hostName || name == hostName + ".local")
  }

  /// With the addresses of its network namespace where it takes any, and those of the awaited names that lead
  /// to it.
  mutating func completed(_ bound: Bound, names: [String]) -> Bound {
    var bound = bound
    if bound.endpoint.address.scope == .unspecified, bound.addresses.isEmpty {
      bound.addresses = addresses(bound.actor.process.pid, bound.netNamespace)
    }
    bound.names = names.filter { leads($0, to: bound) }
    return bound
  }

  private func leads(_ name: String, to bound: Bound) -> Bool {
    let own = bound.endpoint.address
    let takesAny = own.scope == .unspecified
    if let addresses = hosts[name] {
      if takesAny ? addresses.contains(where: bound.takes) : addresses.contains(own) { return true }
    }
    guard isHostName(name), bound.netNamespace == netNamespace else { return false }
    return takesAny || own.scope != .loopback
  }

  private mutating func addresses(_ pid: UInt32, _ netNamespace: UInt32) -> [IPAddress] {
    let now = Clock.boottime()
    if let read = readings[netNamespace], now &- read.time < Self.patience {
      return read.addresses
    }
    if readings.count >= Self.namespaceLimit { readings = [:] }
    let found = NamespaceAddresses.of(pid, netNamespace: netNamespace)
    readings[netNamespace] = Reading(time: now, addresses: found)
    return found
  }

  /// Addresses may be others than a moment ago.
  mutating func forgetAddresses() { readings = [:] }
}
