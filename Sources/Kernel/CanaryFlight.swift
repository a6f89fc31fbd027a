// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What the canary did, so that the records can be compared with it.
struct CanaryFlight: Hashable, Sendable {
  /// Names an act in a record: nobody else sends there, for the port is Egret's.
  struct Target: Hashable, Sendable {
    var endpoint: Endpoint
    var transport: TransportProtocol
  }

  private(set) var targets: [Target: CanaryAct] = [:]
  /// Names of Unix sockets, as records spell them, and the act that went there.
  private(set) var names: [String: CanaryAct] = [:]
  private(set) var flown: Set<CanaryAct> = []
  /// Acts that this machine did not let Egret do, and why.
  private(set) var grounded: [CanaryAct: String] = [:]

  mutating func did(_ act: CanaryAct, to endpoint: Endpoint, _ transport: TransportProtocol) {
    targets[Target(endpoint: endpoint, transport: transport)] = act
    flown.insert(act)
  }

  mutating func did(_ act: CanaryAct, to name: String) {
    names[name] = act
    flown.insert(act)
  }

  mutating func did(_ act: CanaryAct) { flown.insert(act) }

  mutating func could(not act: CanaryAct, _ why: String) { grounded[act] = why }
}
