// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

/// Files that others lead to: by a link, or by a manifest that names them.
extension ServerDiscovery {
  /// What a link leads to, if that is below the same top: read in the link's place.
  mutating func follow(
    _ path: String, _ full: String, in files: borrowing UserFiles, top: String,
    source: ConfigurationSource, home: DiscoveryHome?
  ) {
    found.places[full] = nil
    do throws(UserFiles.Failure) {
      let real = try files.resolved(path)
      guard real != path else { throw .link }
      found.plan.add(path: real, below: top)
      read(real, in: files, top: top, source: source, home: home)
    } catch {
      if error != .missing { report(full, line: nil, error.text) }
    }
  }

  /// Files a plugin's manifest names are relative to the plugin, two levels above the manifest.
  mutating func readReferences(
    _ references: [String], of path: String, in files: borrowing UserFiles, top: String,
    source: ConfigurationSource
  ) {
    let plugin = path.split(separator: "/").dropLast(2).joined(separator: "/")
    var source = source
    source.shape = .mapOrFlat(under: [["mcpServers"]])
    for reference in references {
      var bare = reference[...]
      for prefix in ["${CLAUDE_PLUGIN_ROOT}/", "./"] where bare.hasPrefix(prefix) {
        bare = bare.dropFirst(prefix.count)
      }
      let path = "\(plugin)/\(bare)"
      found.plan.add(path: path, below: top)
      read(path, in: files, top: top, source: source, home: nil)
    }
  }
}
