// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

/// Projects, files and directories that clients name, and the files of the whole machine.
extension ServerDiscovery {
  /// The home itself, and the projects that its clients list; a workspace of several folders names
  /// more.
  mutating func readProjects(of home: DiscoveryHome) {
    var seen: Set<String> = []
    var waiting = [home.path]
    while !waiting.isEmpty {
      for path in waiting where seen.insert(path).inserted {
        if seen.count <= Self.projectLimit { readProject(path, home: home) }
      }
      waiting = (projects.removeValue(forKey: home) ?? []).filter { !seen.contains($0) }
    }
    if seen.count > Self.projectLimit {
      report(home.path, line: nil, "too many projects; some were not read", lost: .part)
    }
  }

  mutating func read(_ project: DiscoveryProject) {
    let home = DiscoveryHome(path: project.path, owner: project.user, user: project.user)
    readProject(project.path, home: home)
  }

  /// A file that the user or root owns, with no link anywhere on the way.
  mutating func read(_ file: DiscoveryFile) {
    let path = String(file.path.drop { $0 == "/" })
    guard let files = open("/", owner: file.user) else { return }
    found.plan.add(path: path, below: "/")
    let source = ConfigurationSource(
      client: file.client, scope: .local, format: file.format, shape: file.shape,
      user: file.user, project: file.directory)
    read(path, in: files, top: "/", source: source, home: nil)
  }

  /// The file of a workspace of several folders, wherever its user keeps it.
  mutating func readWorkspace(
    _ file: String, owner: UInt32, source: ConfigurationSource, home: DiscoveryHome?
  ) {
    guard file.hasSuffix(".code-workspace"), let path = RunningClients.absolute(file, in: nil),
      let files = open("/", owner: owner)
    else { return }
    var source = source
    source.shape = .visualStudioCodeNested
    let bare = String(path.dropFirst())
    found.plan.add(path: bare, below: "/")
    read(bare, in: files, top: "/", source: source, home: home)
  }

  /// The places of a product, or of all, in a directory that the user or root owns.
  mutating func read(_ move: DiscoveryMove) {
    guard let files = open(move.path, owner: move.user), [0, move.user].contains(files.owner)
    else { return }
    let home = DiscoveryHome(path: move.home, owner: move.user, user: move.user)
    for (product, place) in Self.places(where: { $0.belowHome != nil }) {
      guard
        let pattern = MovedPlace.pattern(
          of: place, of: product, by: move.variable, client: move.client)
      else { continue }
      let source = source(product, place, home: home, project: nil)
      for path in paths(pattern, in: files, top: move.path) {
        read(path, in: files, top: move.path, source: source, home: home)
      }
    }
  }

  private mutating func readProject(_ path: String, home: DiscoveryHome) {
    readPlaces(.project, in: path, home: home)
    var directory = path
    for _ in 0..<16 where directory.count > 1 {
      guard isNew(directory, of: home) else { break }
      readPlaces(.ancestors, in: directory, home: home)
      directory = String(directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)])
    }
  }

  /// Files in a directory of the home's owner or of root; others' are not read on their behalf.
  private mutating func readPlaces(
    _ root: ConfigurationPlace.Root, in project: String, home: DiscoveryHome
  ) {
    guard project.hasPrefix("/"), !project.split(separator: "/").contains(".."),
      let files = open(project, owner: home.owner), [0, home.owner].contains(files.owner)
    else { return }
    let names = Self.names(in: files)
    for (product, place) in Self.places(where: { $0 == root }) {
      let first = String(place.pattern.prefix { $0 != "/" })
      guard names.map({ Self.isThere(first, among: $0) }) ?? true else {
        found.plan.add(first, in: WatchedDirectory(top: project, path: ""))
        continue
      }
      let source = source(product, place, home: home, project: project)
      for path in paths(place.pattern, in: files, top: project) {
        read(path, in: files, top: project, source: source, home: home)
      }
    }
  }

  /// A place's first component is mostly a name: thousands of files in a directory cost one look.
  private static func isThere(_ component: String, among names: Set<String>) -> Bool {
    guard component.contains("*") else { return names.contains(component) }
    return names.contains { PlaceExpansion.matches($0, component) }
  }

  /// What is in a project, asked once and not for each place; nil where there is too much.
  private static func names(in files: borrowing UserFiles) -> Set<String>? {
    guard let items = try? files.list("", limit: 4_096), items.count < 4_096 else { return nil }
    return Set(items.map(\.name))
  }

  mutating func readSystem() {
    guard let files = open("/", owner: 0) else { return }
    for (product, place) in Self.places(where: { $0 == .system }) {
      let path = String(place.pattern.dropFirst())
      found.plan.add(path: path, below: "/")
      let source = source(product, place, home: nil, project: nil)
      read(path, in: files, top: "/", source: source, home: nil)
    }
  }
}
