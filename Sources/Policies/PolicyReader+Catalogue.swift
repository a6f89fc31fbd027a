// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The catalogue: a document of rows, each with a server's packages and what it needs.
extension PolicyReader {
  private static let rowKeys = [
    "packages", "programs", "expect", "needs", "verified", "source", "date", "why",
  ]

  mutating func catalogue(_ root: YAMLNode) -> Catalogue {
    guard let fields = fields(root, of: "the catalogue", known: ["egret", "catalogue"]) else {
      return Catalogue(rows: [])
    }
    checkVersion(fields["egret"]?.value)
    guard let rows = fields["catalogue"]?.value else {
      error(start, "the key `catalogue` is missing, which has a row for each server")
      return Catalogue(rows: [])
    }
    let read = (pairs(rows, of: "`catalogue`") ?? []).compactMap { row($0.name, $0.key, $0.value) }
    checkRepeats(read)
    return Catalogue(rows: read)
  }

  private mutating func row(_ name: String, _ key: YAMLNode, _ value: YAMLNode) -> CatalogueRow? {
    let what = "row \(ShownText.quoted(name))"
    guard let fields = fields(value, of: what, known: Self.rowKeys) else { return nil }
    for needed in ["expect", "source", "date", "why"] where fields[needed] == nil {
      error(place(key), "\(what) has no `\(needed)`")
    }
    let packages = fields["packages"].map { self.packages($0.value, of: what) } ?? []
    let programs = fields["programs"].map { texts($0.value, of: "`programs` of \(what)") } ?? []
    if packages.isEmpty && programs.isEmpty {
      error(place(key), "\(what) has neither `packages` nor `programs`: it would fit no server")
    }
    let isVerified = fields["verified"].map { isTrue($0.value) } ?? true
    let expect = fields["expect"].map { endpoints($0.value, of: what, isVerified: isVerified) }
    return CatalogueRow(
      name: name, packages: packages, programs: programs, expect: expect ?? [],
      needs: fields["needs"].map { needs($0.value, of: what) },
      source: fields["source"].flatMap { source($0.value) } ?? .documentation,
      date: fields["date"].flatMap { date($0.value) } ?? "",
      why: fields["why"].flatMap { text($0.value, of: "`why`") } ?? "", place: place(key))
  }

  private mutating func packages(_ node: YAMLNode, of what: String) -> [PackageName] {
    (list(node, of: "`packages` of \(what)") ?? []).compactMap { node in
      text(node, of: "a package").flatMap { package($0, node) }
    }
  }

  private mutating func texts(_ node: YAMLNode, of what: String) -> [String] {
    (list(node, of: what) ?? []).compactMap { text($0, of: what) }
  }

  private mutating func isTrue(_ node: YAMLNode) -> Bool {
    if case .scalar("true", _) = node.content { return true }
    if case .scalar("false", _) = node.content { return false }
    error(place(node), "`verified` is true or false, and this is \(Self.kind(node))")
    return false
  }

  private mutating func source(_ node: YAMLNode) -> CatalogueRow.Source? {
    guard let text = text(node, of: "`source`") else { return nil }
    if let source = CatalogueRow.Source(rawValue: text) { return source }
    let known = CatalogueRow.Source.allCases.map(\.rawValue).joined(separator: " or ")
    error(place(node), "`source` is \(ShownText.quoted(text)); write \(known)")
    return nil
  }

  private mutating func date(_ node: YAMLNode) -> String? {
    guard let text = text(node, of: "`date`") else { return nil }
    if CalendarDay(text) != nil { return text }
    error(place(node), "`date` is \(ShownText.quoted(text)); write YEAR-MONTH-DAY: 2026-11-29")
    return nil
  }
}

// MARK: - Endpoints

extension PolicyReader {
  private mutating func endpoints(
    _ node: YAMLNode, of what: String, isVerified: Bool
  ) -> [CatalogueRow.Endpoint] {
    guard let items = list(node, of: "`expect` of \(what)") else { return [] }
    let read = items.compactMap { endpoint($0, isVerified: isVerified) }
    checkReach(read.map { ($0.expectation, $0.place) })
    for (expectation, place, _) in read { checkTenants(expectation, place) }
    return read.map { .init(text: $0.expectation.text, isVerified: $0.isVerified) }
  }

  private mutating func endpoint(
    _ node: YAMLNode, isVerified: Bool
  ) -> (expectation: Expectation, place: Place, isVerified: Bool)? {
    let here = place(node)
    guard case .mapping = node.content else {
      return text(node, of: "an entry").flatMap { parse($0, here) }.map { ($0, here, isVerified) }
    }
    guard let fields = fields(node, of: "the entry", known: ["host", "verified"]),
      let host = fields["host"]?.value
    else {
      error(here, "the entry has no `host`; write {host: NAME, verified: false}")
      return nil
    }
    let own = fields["verified"].map { isTrue($0.value) } ?? isVerified
    return text(host, of: "`host`").flatMap { parse($0, here) }.map {
      ($0, here, own && isVerified)
    }
  }

  /// A row speaks for everybody's servers: whose name a wildcard over a shared platform would allow is
  /// in the server's own entry.
  private mutating func checkTenants(_ expectation: Expectation, _ place: Place) {
    guard case .host(let pattern) = expectation.target, pattern.isWildcard,
      let platform = SharedPlatforms.platform(pattern.name)
    else { return }
    error(
      place,
      "`\(pattern)` covers a shared platform: anyone can have a name under \(platform); the tenant "
        + "comes from the server's entry")
  }

  private mutating func checkRepeats(_ rows: [CatalogueRow]) {
    var first: [PackageName: CatalogueRow] = [:]
    for row in rows {
      for name in row.packages {
        if let other = first[name] {
          error(
            row.place,
            "\(ShownText.quoted(name.description)) is in the row \(ShownText.quoted(other.name)) on line "
              + "\(other.place.line) too, which counts; keep one")
        } else {
          first[name] = row
        }
      }
    }
  }
}

// MARK: - Reading

/// A catalogue's file as read.
package struct CatalogueReading: Hashable, Sendable {
  /// Nil if a diagnostic is an error.
  package var catalogue: Catalogue?
  /// In the order of the file.
  package var diagnostics: [Diagnostic]
}

extension Catalogue {
  /// Reads a catalogue's text. `file` is for the diagnostics.
  package static func read(_ text: String, file: String) -> CatalogueReading {
    var reader = PolicyReader(file: file)
    let catalogue = reader.document(text).map { reader.catalogue($0) }
    return CatalogueReading(
      catalogue: reader.hasErrors ? nil : catalogue, diagnostics: reader.ordered)
  }
}
