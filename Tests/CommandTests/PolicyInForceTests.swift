// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import Policies
import Testing

@testable import egret

@Suite struct PolicyInForceTests {
  /// A file that holds this, gone when the body ends.
  private func policy(_ text: String, _ body: (String) throws -> Void) throws {
    let path = "/tmp/egret-policy-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    try body(path)
  }

  @Test func theDigestIsThatOfTheTextThatWasRead() throws {
    let text = "egret: 1\nservers:\n  a: {expect: [any]}\n"
    try policy(text) { path in
      let read = try PolicyInForce(path: path)
      #expect(read.name == path && read.policy.servers.count == 1 && read.warnings.count == 1)
      #expect(
        read.digest
          == SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined())
    }
  }

  @Test func aBrokenPolicyIsNoneAndANamedOneMustBeThere() throws {
    try policy("egret: 1\nserver: {}\n") { path in
      #expect(throws: PolicyFileError.self) { try PolicyInForce(path: path) }
    }
    #expect(throws: PolicyFileError.self) { try PolicyInForce(path: "/nowhere/policy.yaml") }
  }
}
