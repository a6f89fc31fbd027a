// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Policies

/// `egret catalogue`: what is built in about well-known servers.
struct CatalogueCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case yaml, json
  }

  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "Print what is built in about well-known servers.",
    discussion: """
      The catalogue is used for servers that the policy does not list. Endpoints that are not \
      verified make nothing expected. Needs no root.
      Exit: 0 printed, or nothing to say of FILE; 1 diagnostics found in FILE; 2 FILE could not be \
      read; 64 wrong usage.
      """)

  @Option(help: "yaml (as it is written) or json (for programs).") var format: Format = .yaml

  @Option(help: "Read FILE, a catalogue, and say what is wrong with it.") var check: String?

  func run() throws {
    guard let check else { return printBuiltIn() }
    let reading: CatalogueReading
    do { reading = Catalogue.read(try PolicyFile(path: check).text().text, file: check) } catch {
      Terminal.say("egret catalogue: \(error)")
      throw ExitCode(2)
    }
    for diagnostic in reading.diagnostics { print(diagnostic) }
    Terminal.say("egret catalogue: \(check): rows: \(reading.catalogue?.rows.count ?? 0)")
    if !reading.diagnostics.isEmpty { throw ExitCode(1) }
  }

  private func printBuiltIn() {
    switch format {
    case .yaml: print(Catalogue.text, terminator: Catalogue.text.hasSuffix("\n") ? "" : "\n")
    case .json: print(CatalogueDocument(Catalogue.builtIn).json, terminator: "")
    }
  }
}

/// The catalogue for programs.
struct CatalogueDocument: Encodable {
  struct Row: Encodable {
    var name: String
    var packages: [String]
    var programs: [String]
    var expect: [Endpoint]
    var needs: [String]?
    var source: String
    var date: String
    var why: String
  }

  struct Endpoint: Encodable {
    var endpoint: String
    var verified: Bool
  }

  var catalogue: [Row]

  init(_ catalogue: Catalogue) {
    self.catalogue = catalogue.rows.map { row in
      Row(
        name: row.name, packages: row.packages.map(\.description), programs: row.programs,
        expect: row.expect.map { Endpoint(endpoint: $0.text, verified: $0.isVerified) },
        needs: row.needs.map { $0.isEmpty ? ["none"] : $0 }, source: row.source.rawValue,
        date: row.date, why: row.why)
    }
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
