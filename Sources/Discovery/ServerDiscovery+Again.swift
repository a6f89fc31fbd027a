// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

/// Files that are read again, or besides those that were.
extension ServerDiscovery {
  /// These files alone again, the rest as it was. What they list besides servers (projects, other
  /// files) is not read.
  static func discover(
    again paths: Set<String>, after old: Found, parser: ConfigurationParser = .inThisProcess
  ) -> Found {
    var discovery = ServerDiscovery(parser: parser)
    discovery.found = old
    discovery.large = old.large
    for path in paths.sorted() where old.places[path] != nil { discovery.read(again: path) }
    return discovery.found
  }

  /// What clients have shown besides; the rest as it was, and not read again.
  static func discover(
    news: RunningClients, unread: UnreadMounts, after old: Found,
    parser: ConfigurationParser = .inThisProcess
  ) -> Found {
    var discovery = ServerDiscovery(parser: parser)
    discovery.found = old
    discovery.found.unread = unread
    discovery.large = old.large
    discovery.earlier = old.places
    for home in news.homes where discovery.isOwn(home) { discovery.read(home) }
    for move in news.moves { discovery.read(move) }
    for home in news.homes { discovery.readProjects(of: home) }
    for project in news.projects { discovery.read(project) }
    for file in news.files { discovery.read(file) }
    discovery.found.plan.drop { unread.reason($0.full) != nil }
    discovery.found.entries += news.entries
    return discovery.found
  }

  private mutating func read(again file: String) {
    let places = found.places.removeValue(forKey: file) ?? []
    let position = found.entries.firstIndex { $0.file == file } ?? found.entries.endIndex
    let rest = found.entries.filter { $0.file != file }
    found.entries = []
    found.problems.removeAll { $0.file == file }
    found.worldWritable.remove(file)
    found.empty.remove(file)
    for place in places { read(again: place) }
    found.entries = rest[..<position] + found.entries + rest[position...]
  }

  private mutating func read(again place: DiscoveryPlace) {
    guard let files = open(place.top, owner: place.owner) else { return }
    read(place.path, in: files, top: place.top, source: place.source, home: nil)
  }
}
