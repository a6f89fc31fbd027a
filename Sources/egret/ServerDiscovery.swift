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
    /// Those without a word in them: somebody is about to write.
    var empty: Set<String> = []
    /// Whose they are.
    var owners: [String: UInt32] = [:]
    /// Where a change would be worth another look.
    var plan = WatchPlan()
    /// How each file is read, also one that is not there yet, by its absolute path.
    var places: [String: [DiscoveryPlace]] = [:]
    /// What was not touched, and may not be.
    var unread = UnreadMounts()
  }

  var found = Found()
  private var told: Set<DiscoveryProblem> = []
  private var projects: [DiscoveryHome: [String]] = [:]
  private var isRead: Set<String> = []
  private var counts: [UInt32?: Int] = [:]

  /// Reads below these directories instead of every user's home; those of all users where none is
  /// given. Files of the whole machine are read in either case.
  ///
  /// `projects` are directories that clients work in, seen otherwise, and whose they are; `given`
  /// are files that clients name on their command lines, `moved` directories that they have instead
  /// of the usual ones, `others` homes of users that no file of the machine lists.
  static func discover(
    homes: [String] = [], projects: [DiscoveryProject] = [], given: [DiscoveryFile] = [],
    moved: [DiscoveryMove] = [], others: [DiscoveryHome] = [],
    unread: UnreadMounts = MountProbes().unread()
  ) -> Found {
    var discovery = ServerDiscovery()
    discovery.found.unread = unread
    var wanted = homes.isEmpty ? DiscoveryHome.ofAllUsers() : discovery.given(homes)
    for home in others where !wanted.contains(home) && discovery.isOwn(home) { wanted.append(home) }
    // Another user, another home.
    if homes.isEmpty { discovery.found.plan.add(path: "etc/passwd", below: "/") }
    for home in wanted { discovery.read(home) }
    for move in moved.prefix(Self.projectLimit) { discovery.read(move) }
    for home in wanted { discovery.readProjects(of: home) }
    for project in projects.prefix(Self.projectLimit) { discovery.read(project) }
    for file in given.prefix(Self.projectLimit) { discovery.read(file) }
    discovery.readSystem()
    discovery.found.plan.drop { unread.reason($0.full) != nil }
    return discovery.found
  }

  private mutating func given(_ paths: [String]) -> [DiscoveryHome] {
    var homes: [DiscoveryHome] = []
    for path in paths {
      do throws(UserFiles.Failure) {
        if tellUnread(path) { continue }
        let home = try DiscoveryHome(given: path)
        if !homes.contains(home) { homes.append(home) }
      } catch {
        tell(path, line: nil, error == .missing ? "there is no such directory" : error.text)
      }
    }
    return homes
  }

  /// Whether the directory is its user's: a client says what it likes of its home.
  private mutating func isOwn(_ home: DiscoveryHome) -> Bool {
    open(home.path, owner: home.owner)?.owner == home.owner
  }

  /// True, and told, where the path is not to be touched.
  private mutating func tellUnread(_ path: String) -> Bool {
    guard let reason = found.unread.reason(path) else { return false }
    tell(path, line: nil, reason.text)
    return true
  }

  mutating func tell(_ file: String, line: Int?, _ text: String) {
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
      for path in paths(pattern, in: files, top: home.path) {
        read(path, in: files, top: home.path, source: source, home: home)
      }
    }
  }

  private mutating func paths(
    _ pattern: String, in files: borrowing UserFiles, top: String
  ) -> [String] {
    let unread = found.unread
    let expansion = PlaceExpansion(pattern, in: files) { unread.reason("\(top)/\($0)") != nil }
    for (directory, name) in expansion.watched {
      found.plan.add(name, in: WatchedDirectory(top: top, path: directory))
    }
    if expansion.isCut {
      tell("\(top)/\(pattern)", line: nil, "too many files or directories; some were not read")
    }
    return expansion.paths
  }

  mutating func open(_ path: String, owner: UInt32?) -> UserFiles? {
    if tellUnread(path) { return nil }
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
  mutating func read(
    _ path: String, in files: borrowing UserFiles, top: String, source: ConfigurationSource,
    home: DiscoveryHome?
  ) {
    let full = top == "/" ? "/" + path : top + "/" + path
    if tellUnread(full) { return }
    // One file may hold several shapes, and may be in one home and one project of it.
    let key = "\(full)\0\(source.client)\0\(source.shape)"
    // What was read as anyone's need not be read again as somebody's.
    guard isRead.count < 50_000, !isRead.contains(key),
      isRead.insert(source.user.map { "\(key)\0\($0)" } ?? key).inserted
    else { return }
    found.places[full, default: []].append(
      DiscoveryPlace(top: top, path: path, owner: files.trusted, source: source))
    do throws(UserFiles.Failure) {
      let file = try files.read(path)
      if file.isWorldWritable { found.worldWritable.insert(full) }
      if file.bytes.allSatisfy({ $0 <= 0x20 }) { found.empty.insert(full) }
      found.owners[full] = file.owner
      if found.files.last != full { found.files.append(full) }
      let reading = ConfigurationReader.read(file.bytes, file: full, source: source)
      add(reading.entries, of: full)
      for problem in reading.problems { tell(full, line: problem.line, problem.text) }
      if let home { projects[home, default: []] += reading.projects }
      readReferences(reading.references, of: path, in: files, top: top, source: source)
    } catch {
      if error == .link {
        follow(path, full, in: files, top: top, source: source, home: home)
      } else if error != .missing {
        tell(full, line: nil, error.text)
      }
    }
  }

  private mutating func add(_ entries: [ServerEntry], of file: String) {
    let user = entries.first?.user
    let room = max(0, Self.entryLimit - counts[user, default: 0])
    counts[user, default: 0] += min(room, entries.count)
    found.entries += entries.prefix(room)
    if entries.count > room { tell(file, line: nil, "too many servers; some are left out") }
  }

  /// Entries of one user; above it their list would be a weapon against everybody's execs.
  private static let entryLimit = 4_000
  private static let projectLimit = 500
}

// MARK: - Projects and the machine

extension ServerDiscovery {
  /// The home itself, and the projects that its clients list.
  private mutating func readProjects(of home: DiscoveryHome) {
    var seen: Set<String> = []
    let listed = ([home.path] + (projects[home] ?? [])).filter { seen.insert($0).inserted }
    for path in listed.prefix(Self.projectLimit) { readProject(path, home: home) }
    if listed.count > Self.projectLimit {
      tell(home.path, line: nil, "too many projects; some were not read")
    }
  }

  private mutating func read(_ project: DiscoveryProject) {
    let home = DiscoveryHome(path: project.path, owner: project.user, user: project.user)
    readProject(project.path, home: home)
  }

  /// A file that the user or root owns, with no link anywhere on the way.
  private mutating func read(_ file: DiscoveryFile) {
    let path = String(file.path.drop { $0 == "/" })
    guard let files = open("/", owner: file.user) else { return }
    found.plan.add(path: path, below: "/")
    let source = ConfigurationSource(
      client: file.client, scope: .local, format: .json, shape: .mapOrFlat(under: [["mcpServers"]]),
      user: file.user, project: file.directory)
    read(path, in: files, top: "/", source: source, home: nil)
  }

  /// The places of a product, or of all, in a directory that the user or root owns.
  private mutating func read(_ move: DiscoveryMove) {
    guard let files = open(move.path, owner: move.user), [0, move.user].contains(files.owner)
    else { return }
    let home = DiscoveryHome(path: move.home, owner: move.user, user: move.user)
    for (product, place) in Self.places(where: { $0.belowHome != nil }) {
      guard let pattern = MovedPlace.pattern(of: place, of: product, by: move.variable) else {
        continue
      }
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
    for (product, place) in Self.places(where: { $0 == root }) {
      let source = source(product, place, home: home, project: project)
      for path in paths(place.pattern, in: files, top: project) {
        read(path, in: files, top: project, source: source, home: home)
      }
    }
  }

  private mutating func readSystem() {
    guard let files = open("/", owner: 0) else { return }
    for (product, place) in Self.places(where: { $0 == .system }) {
      let path = String(place.pattern.dropFirst())
      found.plan.add(path: path, below: "/")
      let source = source(product, place, home: nil, project: nil)
      read(path, in: files, top: "/", source: source, home: nil)
    }
  }
}
