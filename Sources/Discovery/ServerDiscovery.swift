// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Servers

/// Finds and reads the clients' configurations of this machine's users.
package struct ServerDiscovery {
  let parser: ConfigurationParser
  var found = Found()
  private var reported: Set<DiscoveryProblem> = []
  /// What the configurations of a home list.
  var projects: [DiscoveryHome: [String]] = [:]
  /// Files, each by the way it was read.
  private var isRead: Set<String> = []
  /// Files of an earlier discovery that are not to be read again.
  var earlier: [String: [DiscoveryPlace]] = [:]
  /// Large files of an earlier discovery.
  var large: [String: LargeFile] = [:]
  /// Directories whose lists for everything below them were read, for a user.
  private var ancestors: Set<String> = []
  /// Entries of each user.
  private var counts: [UInt32?: Int] = [:]
  /// Entries of one user; above it their list would be a weapon against everybody's execs.
  private static let entryLimit = 4_000
  static let projectLimit = 4_001

  init(parser: ConfigurationParser) { self.parser = parser }

  /// Reads below these directories instead of every user's home; those of all users where none is
  /// given. Files of the whole machine are read in either case.
  ///
  /// `projects` are directories that clients work in, seen otherwise, and whose they are; `given`
  /// are files that clients name on their command lines, `moved` directories that they have instead
  /// of the usual ones, `others` homes of users that no file of the machine lists, `unread` mounts
  /// that are not to be touched. `old` is an earlier discovery.
  package static func discover(
    homes: [String] = [], projects: [DiscoveryProject] = [], given: [DiscoveryFile] = [],
    moved: [DiscoveryMove] = [], others: [DiscoveryHome] = [], unread: UnreadMounts,
    after old: Found = Found(), parser: ConfigurationParser = .inThisProcess
  ) -> Found {
    var discovery = ServerDiscovery(parser: parser)
    discovery.large = old.large
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

  /// What the homes and the running clients show, now.
  package static func discover(
    homes: [String], clients: RunningClients, unread: UnreadMounts, after old: Found = Found(),
    parser: ConfigurationParser = .inThisProcess
  ) -> Found {
    var found = discover(
      homes: homes, projects: clients.projects, given: clients.files, moved: clients.moves,
      others: homes.isEmpty ? clients.homes : [], unread: unread, after: old,
      parser: parser)
    found.entries += clients.entries
    return found
  }

  /// True, and reported, if the path is not to be touched.
  mutating func reportUnread(_ path: String) -> Bool {
    guard let reason = found.unread.reason(path) else { return false }
    report(path, line: nil, reason.text, lost: .file)
    return true
  }

  /// Whether the lists that count for everything below the directory have not been read.
  mutating func isNew(_ directory: String, of home: DiscoveryHome) -> Bool {
    ancestors.count < 50_000
      && ancestors.insert("\(directory)\0\(home.owner)\0\(home.user ?? .max)").inserted
  }

  mutating func report(
    _ file: String, line: Int?, _ text: String, lost: ConfigurationProblem.Lost? = nil
  ) {
    let problem = DiscoveryProblem(file: file, line: line, text: text, lost: lost)
    guard reported.count < 1_000, reported.insert(problem).inserted else { return }
    found.problems.append(problem)
  }
}

// MARK: - One file

extension ServerDiscovery {
  mutating func open(_ path: String, owner: UInt32?) -> UserFiles? {
    if reportUnread(path) { return nil }
    do throws(UserFiles.Failure) {
      return try UserFiles(below: path, owner: owner)
    } catch {
      if error != .missing { report(path, line: nil, error.text, lost: .file) }
      return nil
    }
  }

  /// One file: its entries, its problems, the projects it lists and the files it refers to.
  mutating func read(
    _ path: String, in files: borrowing UserFiles, top: String, source: ConfigurationSource,
    home: DiscoveryHome?
  ) {
    let full = top == "/" ? "/" + path : top + "/" + path
    if reportUnread(full) { return }
    // One file may hold several shapes, and may be in one home and one project of it.
    let key = "\(full)\0\(source.client)\0\(source.shape)"
    // What was read as anyone's need not be read again as one user's.
    guard isRead.count < 50_000, !isRead.contains(key),
      isRead.insert(source.user.map { "\(key)\0\($0)" } ?? key).inserted,
      !(earlier[full]?.contains { $0.serves(source) } ?? false)
    else { return }
    found.places[full, default: []].append(
      DiscoveryPlace(top: top, path: path, owner: files.trusted, source: source))
    do throws(UserFiles.Failure) {
      let file = try files.reader(
        of: path, limit: ConfigurationReader.sizeLimit(of: source.format))
      if file.isWorldWritable { found.worldWritable.insert(full) }
      found.owners[full] = file.owner
      if found.files.last != full { found.files.append(full) }
      let reading = reading(of: file, full, source, key: key)
      if let failure = file.failure { report(full, line: nil, failure.text, lost: .part) }
      take(reading, of: full, home: home)
      readReferences(reading.references, of: path, in: files, top: top, source: source)
      for workspace in reading.workspaces {
        readWorkspace(workspace, owner: files.trusted, source: source, home: home)
      }
    } catch {
      if error == .link {
        follow(path, full, in: files, top: top, source: source, home: home)
      } else if error != .missing {
        report(full, line: nil, error.text, lost: .file)
      }
    }
  }

  /// A large file is not read again while it is the same.
  private mutating func reading(
    of file: UserFileReader, _ path: String, _ source: ConfigurationSource, key: String
  ) -> ConfigurationReading {
    let key = "\(key)\0\(source.user ?? .max)\0\(source.project ?? "")"
    if let known = large[key], known.state == file.state {
      found.large[key] = known
      return known.reading
    }
    let reading: ConfigurationReading
    do throws(ParserFailure) {
      reading = try parser.read(
        ConfigurationRequest(file: path, source: source),
        writer: file.isWorldWritable ? nil : file.owner
      ) { file.next() }
    } catch {
      return ConfigurationReading(problems: [ConfigurationProblem(text: error.text, lost: .file)])
    }
    if file.state.size >= LargeFile.size, file.state.isSettled, file.failure == nil {
      found.large[key] = LargeFile(state: file.state, reading: reading)
    }
    return reading
  }

  private mutating func take(
    _ reading: ConfigurationReading, of file: String, home: DiscoveryHome?
  ) {
    if reading.isBlank { found.empty.insert(file) }
    add(reading.entries, of: file)
    for problem in reading.problems {
      report(file, line: problem.line, problem.text, lost: problem.lost)
    }
    if let home { projects[home, default: []] += reading.projects }
  }

  private mutating func add(_ entries: [ServerEntry], of file: String) {
    let user = entries.first?.user
    let room = max(0, Self.entryLimit - counts[user, default: 0])
    counts[user, default: 0] += min(room, entries.count)
    found.entries += entries.prefix(room)
    if entries.count > room {
      report(file, line: nil, "too many servers; some are left out", lost: .part)
    }
  }
}
