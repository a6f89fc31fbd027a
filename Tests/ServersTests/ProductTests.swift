// SPDX-License-Identifier: Apache-2.0

import TestKit
import Testing

@testable import Servers

@Suite struct ProductTests {
  private static func read(_ fixture: ProductFixtures.Fixture) -> ConfigurationReading? {
    guard let product = Products.all.first(where: { $0.name == fixture.product }),
      let place = product.places.first(where: { $0.pattern == fixture.place })
    else { return nil }
    return Reading.of(fixture.text, place.shape, format: place.format, client: product.name)
  }

  private static func line(_ entry: ServerEntry) -> String {
    "\(entry.isDisabled ? "-" : "")\(entry.name)=\(Reading.line(entry))"
  }

  @Test(arguments: ProductFixtures.all.indices) func readsEveryProduct(index: Int) throws {
    let fixture = ProductFixtures.all[index]
    let reading = try #require(Self.read(fixture), "\(fixture.product): no place \(fixture.place)")
    #expect(reading.problems.isEmpty, "\(fixture.product)")
    #expect(reading.entries.map(Self.line) == fixture.expected)
    #expect(reading.entries.allSatisfy { $0.client == fixture.product && $0.user == 1000 })
  }

  @Test func everyProductHasAFixture() {
    let covered = Set(ProductFixtures.all.map(\.product))
    #expect(Products.all.map(\.name).filter { !covered.contains($0) } == [])
    #expect(Products.all.count >= 30)
  }

  @Test func placesAreDistinctAndRelative() {
    for product in Products.all {
      #expect(Set(product.places).count == product.places.count, "\(product.name)")
      for place in product.places {
        #expect(place.pattern.hasPrefix("/") == (place.root == .system), "\(place.pattern)")
        #expect(!place.pattern.contains(".."))
      }
    }
  }

  @Test func containersAreGrantedWhatTheirProfilesSay() throws {
    let fixtures = ProductFixtures.all
    let hive = try #require(fixtures.first { $0.product == "ToolHive" }.flatMap(Self.read))
    #expect(
      hive.entries.first?.granted == [
        "x.com:443", "x.com:8443", "*.y.com:443", "*.y.com:8443",
      ])
    let docker = try #require(
      fixtures.first { $0.product == "Docker MCP gateway" }.flatMap(Self.read))
    #expect(docker.entries.first?.granted == ["grafana.com:443", "api.grafana.com:443"])
  }

  @Test func linesAreKnownInEveryFormat() throws {
    let fixtures = ProductFixtures.all
    let codex = try #require(fixtures.first { $0.product == "Codex" }.flatMap(Self.read))
    #expect(codex.entries.map(\.line) == [2, 7])
    let vibe = try #require(fixtures.first { $0.product == "Mistral Vibe" }.flatMap(Self.read))
    #expect(vibe.entries.map(\.line) == [2, 7])
    let goose = try #require(fixtures.first { $0.product == "Goose" }.flatMap(Self.read))
    #expect(goose.entries.map(\.line) == [4, 13])
    let next = try #require(fixtures.first { $0.product == "Continue" }.flatMap(Self.read))
    #expect(next.entries.map(\.line) == [5, 10])
  }

  @Test func namesOfVariablesAreKept() throws {
    let fixtures = ProductFixtures.all
    let codex = try #require(fixtures.first { $0.product == "Codex" }.flatMap(Self.read))
    #expect(codex.entries.first?.environment == ["API_KEY", "FORWARDED"])
    let goose = try #require(fixtures.first { $0.product == "Goose" }.flatMap(Self.read))
    #expect(goose.entries.first?.environment == ["GITHUB_TOKEN"])
    let zed = try #require(fixtures.first { $0.product == "Zed" }.flatMap(Self.read))
    #expect(zed.entries[1].environment == ["K"])
    let docker = try #require(
      fixtures.first { $0.product == "Docker MCP gateway" }.flatMap(Self.read))
    #expect(docker.entries[0].environment == ["GRAFANA_URL"])
  }
}
