// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Policies

/// `defaults`, `registries`, and `match` by what a server runs in.
@Suite struct DefaultsTests {
  private static func policy(_ text: String) throws -> Policy {
    let reading = Policy.read("egret: 1\n" + text, file: "p.yaml")
    #expect(reading.diagnostics.map(\.description) == [])
    return try #require(reading.policy)
  }

  private static func faults(_ text: String) -> [String] {
    Policy.read("egret: 1\n" + text, file: "p.yaml").diagnostics.map(\.description)
  }

  @Test func defaultsAreAddedToWhatIsListed() throws {
    let policy = try Self.policy(
      """
      defaults: {expect: [t.example], clients: [10.0.0.0/8]}
      servers:
        a: {expect: [a.example]}
        b: {expect: [none], clients: [192.0.2.0/24]}
      """)
    #expect(policy.expectations(for: Subject(names: ["a"])).list == ["a.example", "t.example"])
    let nothing = policy.expectations(for: Subject(names: ["b"]))
    #expect(nothing.list == [] && nothing.isNothingByPolicy)
    #expect(policy.expectations(for: Subject(names: ["c"])).isEmpty)
    let inside = try #require(IPAddress("10.1.2.3"))
    #expect(policy.clients(for: [Subject(names: ["a"])]).allow(inside))
    #expect(!policy.clients(for: [Subject(names: ["b"])]).allow(inside))
    #expect(!policy.clients(for: [Subject(names: ["c"])]).allow(inside))
  }

  @Test func aDefaultBudgetIsOfEntriesWithoutOne() throws {
    let policy = try Self.policy(
      """
      defaults: {max-upload: 1kB/hour}
      servers:
        a: {expect: [a.example, {host: b.example, max-upload: 5}, "unix:/run/a.sock"]}
      """)
    let expectations = policy.expectations(for: Subject(names: ["a"]))
    #expect(
      expectations.uploadLimit(name: "a.example", port: 443)?.budget
        == UploadBudget(bytes: 1_000, window: .hour))
    #expect(
      expectations.uploadLimit(name: "b.example", port: 443)?.budget == UploadBudget(bytes: 5))
    #expect(
      policy.expected(of: policy.servers[0]).map { $0.maxUpload != nil } == [true, true, false])
  }

  @Test func registriesStandInPlaceOfAllOthers() throws {
    let policy = try Self.policy(
      """
      registries: [npm.corp.example]
      servers:
        a: {expect: [a.example], registries: ["pypi.corp.example:8443"]}
        b: {expect: [none], registries: [none]}
      """)
    #expect(policy.registries(for: [Subject(names: ["x"])])?.list == ["npm.corp.example"])
    #expect(policy.registries(for: [Subject(names: ["a"])])?.list == ["pypi.corp.example:8443"])
    #expect(policy.registries(for: [Subject(names: ["b"])])?.kind == .nothing)
    #expect(try Self.policy("servers: {}").registries(for: [Subject(names: ["x"])]) == nil)
  }

  @Test(arguments: [
    ("defaults: {}", "`defaults` is empty"), ("defaults: {expect: [none]}", "cannot be a default"),
    ("defaults: {expects: [a.example]}", "did you mean `expect`?"),
    ("defaults: {max-upload: much}", "no amount"), ("registries: []", "nothing is to be installed"),
    ("registries: [any]", "a host or an address"), ("registries: [\"unix:/a\"]", "a host or an"),
    ("servers: {a: {match: {container: {}}, expect: [none]}}", "is empty"),
    ("servers: {a: {match: {container: {label: x}}, expect: [none]}}", "KEY=VALUE"),
    ("servers: {a: {match: {container: {image: \"*\"}}, expect: [none]}}", "any text"),
  ])
  func faultsAreDiagnosed(text: String, words: String) {
    #expect(Self.faults(text).contains { $0.contains(words) }, "\(Self.faults(text))")
  }

  @Test func headsOfTwoFilesAreAConflict() {
    let one = Policy.read("egret: 1\ndefaults: {expect: [a.example]}\n", file: "1.yaml")
    let two = Policy.read(
      "egret: 1\nregistries: [r.example]\nservers: {s: {expect: [b.example]}}\n", file: "2.yaml")
    let merged = PolicyReading.merging([one, two]).policy
    #expect(
      merged?.expectations(for: Subject(names: ["s"])).list == ["b.example", "a.example"])
    #expect(merged?.registries?.map(\.text) == ["r.example"])
    let conflict = PolicyReading.merging([one, two, one])
    #expect(conflict.policy == nil)
    #expect(conflict.diagnostics.contains { $0.message.hasPrefix("`defaults` of the whole") })
  }

  // MARK: - What it runs in

  private static func container(_ image: String, labels: [String] = []) -> Container {
    Container(
      time: Instant(nanoseconds: 1), process: ProcessID(pid: 7, start: Instant(nanoseconds: 1)),
      pidNamespace: 2, id: "c", name: "notes-1", image: image, labels: labels)
  }

  private static let images = """
    servers:
      by image: {match: {container: {image: "ghcr.io/acme/notes*"}}, expect: [image.example]}
      by label: {match: {container: {image: "ghcr.io/acme/*", label: team=pay}}, expect: [label.example]}
      by name: {match: {container: notes-2}, expect: [name.example]}
    """

  @Test func aContainerIsMatchedByImageLabelAndName() throws {
    let policy = try Self.policy(Self.images)
    func list(_ container: Container?, package: String? = nil) -> [String] {
      policy.expectations(for: Subject(names: ["n"], package: package, container: container)).list
    }
    #expect(list(Self.container("ghcr.io/acme/notes:1")) == ["image.example"])
    #expect(
      list(Self.container("ghcr.io/acme/notes:1", labels: ["a=b", "team=pay"]))
        == ["label.example"])
    #expect(list(Self.container("ghcr.io/acme/other:1", labels: ["team=x"])) == [])
    #expect(list(nil) == [])
    var named = Self.container("x")
    named.name = "notes-2"
    #expect(list(named) == ["name.example"])
  }

  /// Before it runs the entry says which image; labels it does not say.
  @Test func anImageIsKnownByTheEntry() throws {
    let policy = try Self.policy(Self.images)
    let subject = Subject(names: ["n"], package: "oci:ghcr.io/acme/notes:1.2")
    #expect(policy.expectations(for: subject).list == ["image.example"])
    #expect(
      policy.expectations(for: Subject(names: ["n"], package: "npm:ghcr.io/acme/notes")).list == [])
  }
}
