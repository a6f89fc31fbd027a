// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

/// From where other machines may connect to a server.
@Suite struct ClientsTests {
  private func reading(_ clients: String) -> PolicyReading {
    Policy.read(
      "egret: 1\nservers:\n  one:\n    expect: [none]\n    clients: \(clients)\n", file: "p.yaml")
  }

  private func allows(_ clients: String, _ address: String) throws -> Bool {
    let policy = try #require(reading(clients).policy)
    let address = try #require(IPAddress(address))
    return policy.clients(for: [Subject(names: ["one"])]).allow(address)
  }

  @Test(arguments: [
    ("[10.0.0.0/8]", "10.1.2.3", true), ("[10.0.0.0/8]", "11.1.2.3", false),
    ("[192.0.2.7]", "192.0.2.7", true), ("[192.0.2.7]", "192.0.2.8", false),
    ("['2001:db8::/32']", "2001:db8::9", true), ("['[2001:db8::]/32']", "2001:db9::9", false),
    ("[0.0.0.0/0]", "2001:db8::9", false), ("[]", "10.1.2.3", false),
  ])
  func clientsAreRead(clients: String, address: String, isAllowed: Bool) throws {
    #expect(try allows(clients, address) == isAllowed)
  }

  /// Of two servers that it may be, both must expect the client.
  @Test func doubtIsReported() throws {
    let text = """
      egret: 1
      servers:
        one: {expect: [none], clients: [10.0.0.0/8]}
        two: {expect: [none], clients: [10.1.0.0/16]}
      """
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    let clients = policy.clients(for: [Subject(names: ["one"]), Subject(names: ["two"])])
    #expect(clients.allow(try #require(IPAddress("10.1.2.3"))))
    #expect(!clients.allow(try #require(IPAddress("10.2.2.3"))))
    #expect(!policy.clients(for: []).allow(try #require(IPAddress("10.1.2.3"))))
    let other = policy.clients(for: [Subject(names: ["one"]), Subject(names: ["three"])])
    #expect(!other.allow(try #require(IPAddress("10.1.2.3"))), "nothing describes the third")
  }

  @Test(arguments: [
    ("[office]", "is no address and no range"), ("[10.0.0.0/33]", "no range"),
    ("10.0.0.0/8", "must be a list"), ("[0.0.0.0/0]", "is every address"),
  ])
  func badClientsAreDiagnosed(clients: String, words: String) {
    let found = reading(clients).diagnostics.map(\.description)
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }
}
