// SPDX-License-Identifier: Apache-2.0

/// The servers that an entry applies to if its key is only a label. Every condition must hold.
package struct ServerMatch: Hashable, Sendable {
  package var name: String?
  /// Without a version.
  package var package: PackageName?
  /// A base name, or a whole path.
  package var command: String?
  /// The product, in any case: `Claude Code`.
  package var client: String?
  /// The container that it runs in. Its image may be known by the entry, before it runs.
  package var container: ContainerRun?

  package init(
    name: String? = nil, package: PackageName? = nil, command: String? = nil, client: String? = nil,
    container: ContainerRun? = nil
  ) {
    self.container = container
    self.name = name
    self.package = package
    self.command = command
    self.client = client
  }

  var conditions: Int {
    [name != nil, package != nil, command != nil, client != nil].count { $0 }
      + (container?.conditions ?? 0)
  }

  func fits(name candidate: String, of subject: Subject) -> Bool {
    if let name, name != candidate { return false }
    if let package, package != subject.packageName { return false }
    if let command, !Self.command(command, fits: subject.program) { return false }
    if let client, client.lowercased() != subject.client.lowercased() { return false }
    if let container, !container.fits(subject) { return false }
    return conditions > 0
  }

  private static func command(_ wanted: String, fits program: String) -> Bool {
    wanted.contains("/") ? wanted == program : wanted == Subject.baseName(program)
  }
}
