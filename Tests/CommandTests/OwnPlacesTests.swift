// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Testing

@testable import egret

/// By which names this machine can be reached.
@Suite struct OwnPlacesTests {
  private static let hosts = """
    127.0.0.1 localhost notes.local
    127.0.1.1 workstation
    198.51.100.7 notes.example
    198.51.100.8 elsewhere.example
    """
  private static let names: Set<String> = [
    "notes.local", "workstation", "workstation.local", "notes.example", "elsewhere.example",
    "api.example.com", "host.docker.internal",
  ]

  private func places() -> OwnPlaces {
    var places = OwnPlaces()
    places.learn(hosts: Array(Self.hosts.utf8), names: Self.names, hostName: "Workstation")
    return places
  }

  /// In this process's own network namespace, of which is said that it has 198.51.100.7.
  private func leading(to address: String, netNamespace: UInt32? = nil) throws -> Set<String> {
    let pid = UInt32(bitPattern: MachineFacts.ownProcess)
    let process = ProcessID(pid: pid, start: Instant(nanoseconds: 1))
    var bound = Bound(
      time: Instant(nanoseconds: 2), actor: Actor(process: process, thread: pid, program: .unknown),
      endpoint: Endpoint(address: try #require(IPAddress(address)), port: 8000), hook: .bind4,
      netNamespace: netNamespace ?? MachineFacts.netNamespace(of: pid))
    if bound.endpoint.address.scope == .unspecified {
      bound.addresses = [try #require(IPAddress("198.51.100.7"))]
    }
    var places = places()
    return Set(places.completed(bound, names: Self.names.sorted()).names)
  }

  @Test func namesOfTheHostsFileAndTheMachinesOwnMayBeIts() {
    let places = places()
    #expect(
      Set(Self.names.filter(places.isOwn))
        == [
          "notes.local", "workstation", "workstation.local", "notes.example", "elsewhere.example",
        ])
  }

  @Test func aNameLeadsWhereItsAddressDoes() throws {
    let own: Set<String> = ["workstation", "workstation.local"]
    #expect(try leading(to: "0.0.0.0") == own.union(["notes.local", "notes.example"]))
    #expect(try leading(to: "127.0.0.1") == ["notes.local"])
    #expect(try leading(to: "127.0.1.1") == ["workstation"])
    #expect(try leading(to: "198.51.100.7") == own.union(["notes.example"]))
  }

  /// A container has its own loopback, and is not called what the machine is called.
  @Test func anotherNamespaceIsAnotherMachine() throws {
    #expect(
      try leading(to: "0.0.0.0", netNamespace: 7) == [
        "notes.local", "workstation", "notes.example",
      ])
    #expect(try leading(to: "192.0.2.9", netNamespace: 7).isEmpty)
  }
}
