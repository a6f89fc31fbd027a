// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

/// Finds and reads the clients' configurations of this machine's users.
struct ServerDiscovery {
  /// What was found, in the order of homes, products and files.
  struct Found: Sendable {
    var entries: [ServerEntry] = []
    var problems: [DiscoveryProblem] = []
    /// Files that were read, and that anyone may change.
    var worldWritable: Set<String> = []
    /// Every file that was read.
    var files: [String] = []
  }

  private var found = Found()
  private var told: Set<DiscoveryProblem> = []
  private var projects: [DiscoveryHome: [String]] = [:]
  private var isRead: Set<String> = []

  /// Reads below these directories instead of every user's home; those of all users where none is
  /// given. Files of the whole machine are read in either case.
  static func discover(homes: [String] = []) -> Found {
    var discovery = ServerDiscovery()
    let wanted = homes.isEmpty ? DiscoveryHome.ofAllUsers() : discovery.given(homes)
    for home in wanted { discovery.read(home) }
    for home in wanted { discovery.readProjects(of: home) }
    discovery.readSystem()
    return discovery.found
  }

  private mutating func given(_ paths: [String]) -> [DiscoveryHome] {
    var homes: [DiscoveryHome] = []
    for path in paths {
      do throws(UserFiles.Failure) {
        let home = try DiscoveryHome(given: path)
        if !homes.contains(home) { homes.append(home) }
      } catch {
        tell(path, line: nil, error.text)
      }
    }
    return homes
  }

  private mutating func tell(_ file: String, line: Int?, _ text: String) {
    let problem = DiscoveryProblem(file: file, line: line, text: text)
    guard told.count < 1_000, told.insert(problem).inserted else { return }
    found.problems.append(problem)
  }
}

// MARK: - Homes

extension ServerDiscovery {
  private mutating func read(_ home: DiscoveryHome) {
    guard let files = open(home.path, owner: home.owner) else { return }
    for (product, place) in Self.places(where: { $0.belowHome != nil }) {
      let pattern = (place.root.belowHome ?? "") + place.pattern
      let source = source(product, place, home: home, project: nil)
      for path in PlaceExpansion.paths(pattern, in: files) {
        read(path, in: files, top: home.path, source: source, home: home)
      }
    }
  }

  private mutating func open(_ path: String, owner: UInt32?) -> UserFiles? {
    do throws(UserFiles.Failure) {
      return try UserFiles(below: path, owner: owner)
    } catch {
      if error != .missing { tell(path, line: nil, error.text) }
      return nil
    }
  }

  private static func places(
    where wanted: (ConfigurationPlace.Root) -> Bool
  ) -> [(Product, ConfigurationPlace)] {
    Products.all.flatMap { product in
      product.places.filter { wanted($0.root) }.map { (product, $0) }
    }
  }

  private func source(
    _ product: Product, _ place: ConfigurationPlace, home: DiscoveryHome?, project: String?
  ) -> ConfigurationSource {
    ConfigurationSource(
      client: product.name, scope: place.scope, format: place.format, shape: place.shape,
      user: home?.user, project: project, home: home?.path)
  }

  /// One file: its entries, its problems, the projects it lists and the files it refers to.
  private mutating func read(
    _ path: String, in files: borrowing UserFiles, top: String, source: ConfigurationSource,
    home: DiscoveryHome?
  ) {
    let full = top == "/" ? "/" + path : top + "/" + path
    // One file may hold several shapes, and may be in one home and one project of it.
    guard isRead.count < 20_000, isRead.insert("\(full)\0\(source.client)\0\(source.shape)").inserted
    else { return }
    do throws(UserFiles.Failure) {
      let file = try files.read(path)
      if file.isWorldWritable { found.worldWritable.insert(full) }
      if found.files.last != full { found.files.append(full) }
      let reading = ConfigurationReader.read(file.bytes, file: full, source: source)
      found.entries += reading.entries.prefix(max(0, Self.entryLimit - found.entries.count))
      for problem in reading.problems { tell(full, line: problem.line, problem.text) }
      if let home { projects[home, default: []] += reading.projects }
      readReferences(reading.references, of: path, in: files, top: top, source: source)
    } catch {
      if error != .missing { tell(full, line: nil, error.text) }
    }
  }

  /// Files a plugin's manifest names are relative to the plugin, two levels above the manifest.
  private mutating func readReferences(
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
      read("\(plugin)/\(bare)", in: files, top: top, source: source, home: nil)
    }
  }

  /// Entries of the whole machine; above it the recogniser's index would be somebody's weapon.
  private static let entryLimit = 20_000
}

// MARK: - Projects and the machine

extension ServerDiscovery {
  /// Files of the projects that a home's clients list, of their owner or the home's.
  private mutating func readProjects(of home: DiscoveryHome) {
    var seen: Set<String> = []
    let listed = (projects[home] ?? []).filter { seen.insert($0).inserted }.prefix(500)
    for project in listed {
      guard !project.split(separator: "/").contains(".."),
        let files = open(project, owner: home.owner), [0, home.owner].contains(files.owner)
      else { continue }
      for (product, place) in Self.places(where: { $0 == .project }) {
        let source = source(product, place, home: home, project: project)
        for path in PlaceExpansion.paths(place.pattern, in: files) {
          read(path, in: files, top: project, source: source, home: home)
        }
      }
    }
  }

  private mutating func readSystem() {
    guard let files = open("/", owner: 0) else { return }
    for (product, place) in Self.places(where: { $0 == .system }) {
      let path = String(place.pattern.dropFirst())
      let source = source(product, place, home: nil, project: nil)
      read(path, in: files, top: "/", source: source, home: nil)
    }
  }
}
