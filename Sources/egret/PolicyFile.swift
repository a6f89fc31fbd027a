// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
package import Policies

/// A policy file on disk.
package struct PolicyFile: Sendable {
  package let path: String
  /// What `run` looks for where no `--policy` is given.
  package static let defaultPath = "/etc/egret/policy.yaml"
  /// Bytes.
  private static let largest = 1 << 20

  /// The policy at `path`. Warnings come with it; a policy with errors is thrown.
  package static func load(
    _ path: String
  ) throws(PolicyFileError) -> (policy: Policy, warnings: [Diagnostic]) {
    let reading = try PolicyFile(path: path).read()
    guard let policy = reading.policy else { throw .broken(path: path, reading.diagnostics) }
    return (policy, reading.diagnostics)
  }

  package init(path: String) { self.path = path }

  /// Reads and diagnoses. Throws only where there is no text to read.
  package func read() throws(PolicyFileError) -> PolicyReading {
    Policy.read(try text(), file: path)
  }

  /// SHA-256 of the file, in hexadecimal.
  package func digest() throws(PolicyFileError) -> String {
    SHA256.hash(data: try bytes()).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private func text() throws(PolicyFileError) -> String {
    let bytes = try bytes()
    guard bytes.count <= Self.largest else { throw .tooLarge(path: path, most: Self.largest) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(path: path) }
    return text
  }

  /// At most one byte more than is allowed, so that neither a device nor a growing file fills
  /// memory.
  private func bytes() throws(PolicyFileError) -> Data {
    guard let kind = try? FileManager.default.attributesOfItem(atPath: resolved)[.type] else {
      throw .unreadable(path: path, why: reason())
    }
    guard kind as? FileAttributeType == .typeRegular else { throw .notAFile(path: path) }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      return try handle.read(upToCount: Self.largest + 1) ?? Data()
    } catch { throw .unreadable(path: path, why: reason()) }
  }

  package var exists: Bool { FileManager.default.fileExists(atPath: path) }

  private var resolved: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// Foundation's texts differ between versions; these do not.
  private func reason() -> String {
    guard FileManager.default.fileExists(atPath: path) else { return "there is no such file" }
    return "this user may not read it"
  }
}
