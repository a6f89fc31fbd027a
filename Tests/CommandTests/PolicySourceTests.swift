// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policies
import Testing

@testable import egret

/// A folder of policies.
@Suite struct PolicySourceTests {
  private func folder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let path = "/tmp/egret-policies-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)")) }
    try body(path)
  }

  @Test func filesAreReadByName() throws {
    try folder([
      "20-b.yaml": "egret: 1\nservers: {b: {expect: [none]}}\n",
      "10-a.yml": "egret: 1\nservers: {a: {expect: [none]}}\n", ".10-a.yml.swp": "x",
      "README": "no policy",
    ]) { path in
      let source = try PolicySource(path: path)
      #expect(source.reading.policy?.servers.map(\.name) == ["a", "b"])
      #expect(source.texts.count == 2 && source.digest.count == 64 && source.name == path)
      #expect(try PolicyInForce(path: path).policy.servers.count == 2)
    }
  }

  @Test func theDigestIsOfAll() throws {
    var digests: Set<String> = []
    for text in ["egret: 1\n", "egret: 1\n#\n"] {
      try folder(["a.yaml": text, "b.yaml": "egret: 1\n"]) {
        digests.insert(try PolicySource(path: $0).digest)
      }
    }
    #expect(digests.count == 2)
  }

  @Test func anEmptyFolderIsNoPolicy() throws {
    try folder([:]) { path in
      #expect(throws: PolicyFileError.noFiles(path: path)) { try PolicySource(path: path) }
      let none = try PolicySource.ofDefaults(file: "\(path)/none", folder: path)
      #expect(none?.name == nil)
    }
  }

  @Test func theDefaultsAreTakenTogether() throws {
    try folder(["a.yaml": "egret: 1\nservers: {a: {expect: [none]}}\n"]) { path in
      try folder(["p.yaml": "egret: 1\nservers: {p: {expect: [none]}}\n"]) { other in
        let source = try PolicySource.ofDefaults(file: "\(other)/p.yaml", folder: path)
        #expect(source?.reading.policy?.servers.map(\.name) == ["p", "a"])
      }
    }
  }

  @Test func checkNamesBothPlaces() throws {
    let text = "egret: 1\nservers: {a: {expect: [none]}}\n"
    try folder(["a.yaml": text, "b.yaml": text]) { path in
      let run = try CheckRun(policy: "") { _ in ["check", path] }
      #expect(run.code == 1)
      #expect(
        run.output.hasPrefix("\(path)/b.yaml:2:11: error: server `a` is in \(path)/a.yaml:2:11 too")
      )
    }
  }
}
