// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
import Kernel
import Servers

/// Files that others lead to: by a link, or by a manifest that names them.
extension ServerDiscovery {
  /// What a link leads to: read in the link's place.
  mutating func follow(
    _ path: String, _ full: String, in files: borrowing UserFiles, top: String,
    source: ConfigurationSource, home: DiscoveryHome?
  ) {
    found.places[full] = nil
    do throws(UserFiles.Failure) {
      guard let real = try resolved(path, in: files) else {
        return try followOut(path, full, in: files, source: source, home: home)
      }
      found.plan.add(path: real, below: top)
      found.links[top == "/" ? "/" + real : top + "/" + real] = full
      read(real, in: files, top: top, source: source, home: home)
    } catch {
      let text = ShownText.escaped(error.text, limit: 500)
      if error != .missing { report(full, line: nil, text, lost: .file) }
    }
  }

  /// nil where the link leads out of the tree.
  private func resolved(
    _ path: String, in files: borrowing UserFiles
  ) throws(UserFiles.Failure) -> String? {
    do throws(UserFiles.Failure) {
      let real = try files.resolved(path)
      if real == path { throw .link }
      return real
    } catch {
      if error == .link { return nil }
      throw error
    }
  }

  /// Managers of dotfiles keep files elsewhere and link them into the home.
  private mutating func followOut(
    _ path: String, _ full: String, in files: borrowing UserFiles, source: ConfigurationSource,
    home: DiscoveryHome?
  ) throws(UserFiles.Failure) {
    let unread = found.unread
    let real = try files.outside(path) { unread.reason($0) != nil }
    let root = try UserFiles(below: "/", owner: files.trusted)
    found.plan.add(path: real, below: "/")
    found.links["/" + real] = full
    read(real, in: root, top: "/", source: source, home: home)
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
