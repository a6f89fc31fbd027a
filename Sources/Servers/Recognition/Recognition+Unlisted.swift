// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Events

/// A server that the policy names and no client lists.
extension Recognition {
  /// The client that such a server has in alerts and lists.
  package static let policyClient = "policy"

  /// By the policy's entry `name` on a line of its file.
  package init(
    named name: String, file: String, line: Int, running exec: Exec, in container: Container?,
    reasons: [String]
  ) {
    let image = container.flatMap { PackageSpec.oci($0.image) }
    let package =
      image
      ?? CommandViews(exec).views.lazy.compactMap { Launch.package(of: Array($0)) }
      .first
    self.init(
      candidates: [Self.entry(name, file: file, line: line)], confidence: .high, reasons: reasons,
      package: package.map { ShownText.escaped($0.description) }, isPinned: package?.isPinned)
  }

  package static func entry(_ name: String, file: String, line: Int) -> ServerEntry {
    ServerEntry(
      name: name, transport: .stdio(command: []), client: policyClient, scope: .managed,
      file: file, line: line)
  }
}
