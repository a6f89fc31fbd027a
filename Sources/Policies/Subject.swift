// SPDX-License-Identifier: Apache-2.0

package import Events

/// The server that expectations are asked for.
package struct Subject: Hashable, Sendable {
  /// What it may be called in a client's configuration, best first; more than one is doubt.
  package var names: [String]
  /// `npm:@scope/name@1.2.3`, `pypi:name`, `oci:image`.
  package var package: String?
  /// The command of its entry: a path or a base name; empty if unknown.
  package var program: String
  /// What it runs in, where that is known.
  package var container: Container?
  /// The product whose configuration it is in.
  package var client: String
  /// Endpoints that its entry implies, in the policy's spelling.
  package var implied: [String]
  /// Endpoints that the client's own configuration grants, in the policy's spelling.
  package var granted: [String]
  /// Proxies that its entry's variables name, in the policy's spelling.
  package var proxies: [String]

  package init(
    names: [String], package: String? = nil, program: String = "", client: String = "",
    implied: [String] = [], granted: [String] = [], proxies: [String] = [],
    container: Container? = nil
  ) {
    self.container = container
    self.names = names
    self.package = package
    self.program = program
    self.client = client
    self.implied = implied
    self.granted = granted
    self.proxies = proxies
  }

  var packageName: PackageName? { package.flatMap(PackageName.init) }

  static func baseName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
