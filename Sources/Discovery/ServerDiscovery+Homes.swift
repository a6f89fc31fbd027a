// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

/// Users' homes, and the places that products have in them.
extension ServerDiscovery {
  mutating func given(_ paths: [String]) -> [DiscoveryHome] {
    var homes: [DiscoveryHome] = []
    for path in paths {
      do throws(UserFiles.Failure) {
        if reportUnread(path) {
          found.closedHomes.append(path)
          found.silentHomes.insert(path)
          continue
        }
        let home = try DiscoveryHome(given: path)
        if !homes.contains(home) { homes.append(home) }
      } catch {
        found.closedHomes.append(path)
        report(path, line: nil, error == .missing ? "there is no such directory" : error.text)
      }
    }
    return homes
  }

  /// Whether the directory is its user's: a client says what it likes of its home.
  mutating func isOwn(_ home: DiscoveryHome) -> Bool {
    open(home.path, owner: home.owner)?.owner == home.owner
  }

  mutating func read(_ home: DiscoveryHome) {
    guard let files = open(home.path, owner: home.owner) else { return }
    for (product, place) in Self.places(where: { $0.belowHome != nil }) {
      let pattern = (place.root.belowHome ?? "") + place.pattern
      let source = source(product, place, home: home, project: nil)
      for path in paths(pattern, in: files, top: home.path) {
        read(path, in: files, top: home.path, source: source, home: home)
      }
    }
  }

  mutating func paths(
    _ pattern: String, in files: borrowing UserFiles, top: String
  ) -> [String] {
    let unread = found.unread
    let expansion = PlaceExpansion(pattern, in: files, top: top) { unread.reason($0) != nil }
    for (directory, name) in expansion.watched {
      found.plan.add(name, in: WatchedDirectory(top: top, path: directory))
    }
    if expansion.isCut {
      report(
        "\(top)/\(pattern)", line: nil, "too many files or directories; some were not read",
        lost: .part)
    }
    return expansion.paths
  }

  static func places(
    where wanted: (ConfigurationPlace.Root) -> Bool
  ) -> [(Product, ConfigurationPlace)] {
    Products.all.flatMap { product in
      product.places.filter { wanted($0.root) }.map { (product, $0) }
    }
  }

  func source(
    _ product: Product, _ place: ConfigurationPlace, home: DiscoveryHome?, project: String?
  ) -> ConfigurationSource {
    ConfigurationSource(
      client: product.name, scope: place.scope, format: place.format, shape: place.shape,
      user: home?.user, project: project, home: home?.path)
  }
}
