// SPDX-License-Identifier: Apache-2.0

package import Events
import Kernel
package import Servers

/// What running clients show of configurations that no home lists: the directories they work in, the
/// files they name on their command lines, and the variables that move their own.
///
/// Bounded for each user: one who runs a thousand clients hides only their own.
package struct RunningClients: Sendable {
  private static let userLimit = 100
  private static let limit = 500

  package private(set) var projects: [DiscoveryProject] = []
  package private(set) var files: [DiscoveryFile] = []
  package private(set) var moves: [DiscoveryMove] = []
  /// Homes of users that the password file does not list.
  package private(set) var homes: [DiscoveryHome] = []
  /// Entries of configurations that stand on a command line as a whole.
  package private(set) var entries: [ServerEntry] = []
  /// Whose clients count; nil for everyone's.
  private let users: Set<UInt32>?

  /// Where homes are given, only their owners' clients count; root's home is anyone's.
  package init(homes: [String] = []) {
    let owners = homes.map {
      Mounts.isRemote($0) ? 0 : (try? DiscoveryHome(given: $0))?.user ?? 0
    }
    users = owners.isEmpty || owners.contains(0) ? nil : Set(owners)
  }

  /// Looks at a process that began. `isBelowClient` says that a client started it: then it works
  /// where that client has a project. True where something new was learned.
  package mutating func note(
    _ exec: Exec, isBelowClient: Bool, _ parser: ConfigurationParser = .inThisProcess
  ) -> Bool {
    let own = ClientPrograms.product(of: exec).map { [$0] } ?? []
    let clients = ClientPrograms.clients(of: [exec]).union(own).sorted()
    let given = CommandLineConfiguration.all(in: exec.arguments)
    guard !clients.isEmpty || !given.isEmpty || isBelowClient,
      users?.contains(exec.user) ?? true, exec.user != .max
    else { return false }
    let before = count
    let pid = exec.actor.process.pid
    let directory = ClientProcess.workingDirectory(of: pid)
    if let directory { add(DiscoveryProject(path: directory, user: exec.user)) }
    for configuration in given { add(configuration, exec, clients.first, directory, parser) }
    if !clients.isEmpty {
      addMoves(of: pid, user: exec.user, clients)
      addVariables(of: exec, clients, directory, parser)
    }
    return count > before
  }

  private var count: Int {
    projects.count + files.count + moves.count + entries.count + homes.count
  }

  /// What was learned after `earlier`, from which these came.
  func news(since earlier: RunningClients) -> RunningClients {
    var news = self
    news.projects.removeFirst(earlier.projects.count)
    news.files.removeFirst(earlier.files.count)
    news.moves.removeFirst(earlier.moves.count)
    news.homes.removeFirst(earlier.homes.count)
    news.entries.removeFirst(earlier.entries.count)
    return news
  }

  private mutating func add(_ project: DiscoveryProject) {
    guard project.path != "/", !projects.contains(project), projects.count < Self.limit,
      projects.count(where: { $0.user == project.user }) < Self.userLimit
    else { return }
    projects.append(project)
  }

  private mutating func add(
    _ configuration: CommandLineConfiguration, _ exec: Exec, _ client: String?,
    _ directory: String?,
    _ parser: ConfigurationParser
  ) {
    let client = client ?? exec.name
    switch configuration {
    case .file(let path, let format, let shape):
      guard let path = Self.absolute(path, in: directory) else { return }
      add(
        DiscoveryFile(
          path: path, user: exec.user, client: client, directory: directory ?? "/",
          format: format, shape: shape))
    case .inline(let text, let format, let shape):
      let source = ConfigurationSource(
        client: client, scope: .local, format: format, shape: shape, user: exec.user,
        project: directory)
      add(inline: text, source, parser)
    case .directory(let flag, let path):
      guard let path = Self.absolute(path, in: directory) else { return }
      let home = Accounts.local().first { $0.user == exec.user }?.home
      add(
        DiscoveryMove(
          variable: flag, path: path, user: exec.user, home: home ?? path, client: client))
    }
  }

  /// Lists that variables name, or have in them.
  private mutating func addVariables(
    of exec: Exec, _ clients: [String], _ directory: String?, _ parser: ConfigurationParser
  ) {
    let values = ClientProcess.values(of: exec.actor.process.pid, in: ClientVariable.names)
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      for client in clients {
        guard let given = ClientVariable.configuration(name, value, of: client) else { continue }
        add(given, exec, client, directory, parser)
      }
    }
  }

  private mutating func add(_ file: DiscoveryFile) {
    guard !files.contains(file), files.count < Self.limit,
      files.count(where: { $0.user == file.user }) < Self.userLimit
    else { return }
    files.append(file)
  }

  /// Read at once: the text may hold credentials, the entries do not.
  private mutating func add(
    inline text: String, _ source: ConfigurationSource, _ parser: ConfigurationParser
  ) {
    let file = "the command line of \(source.client)"
    var left: [UInt8]? = Array(text.utf8)
    let read = try? parser.read(
      ConfigurationRequest(file: file, source: source), writer: source.user
    ) { left.take() }
    for entry in read?.entries ?? [] where !entries.contains(entry) {
      guard entries.count < Self.limit,
        entries.count(where: { $0.user == source.user }) < Self.userLimit
      else { return }
      entries.append(entry)
    }
  }

  private mutating func addMoves(of pid: UInt32, user: UInt32, _ clients: [String]) {
    let home = Accounts.local().first { $0.user == user }?.home ?? addHome(of: pid, user: user)
    let paths = ClientProcess.paths(of: pid, in: MovedPlace.variables)
    for (variable, path) in paths.sorted(by: { $0.key < $1.key }) {
      let client = variable == "VSCODE_PORTABLE" ? clients.first : nil
      add(
        DiscoveryMove(
          variable: variable, path: path, user: user, home: home ?? path, client: client))
    }
  }

  private mutating func add(_ move: DiscoveryMove) {
    guard !moves.contains(move), moves.count < Self.limit,
      moves.count(where: { $0.user == move.user }) < Self.userLimit
    else { return }
    moves.append(move)
  }

  /// The home of a user whom a directory service knows: what the client itself has for its home.
  private mutating func addHome(of pid: UInt32, user: UInt32) -> String? {
    guard let path = ClientProcess.paths(of: pid, in: ["HOME"])["HOME"] else { return nil }
    let home = DiscoveryHome(path: path, owner: user, user: user)
    if !homes.contains(home), homes.count < Self.limit { homes.append(home) }
    return path
  }

  /// Steps (`.`, `..`) taken; nil if it is relative to an unknown directory, or no file's.
  package static func absolute(_ path: String, in directory: String?) -> String? {
    guard path.utf8.count <= 4_096, let start = path.hasPrefix("/") ? "" : directory else {
      return nil
    }
    var parts: [Substring] = []
    for part in (start + "/" + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let absolute = "/" + parts.joined(separator: "/")
    return absolute.hasPrefix("/dev/") || absolute.hasPrefix("/proc/") ? nil : absolute
  }
}
