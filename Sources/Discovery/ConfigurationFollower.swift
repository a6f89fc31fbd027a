// SPDX-License-Identifier: Apache-2.0

package import Events
package import Kernel
package import Servers

/// Reads the clients' configurations and follows them: what they list now, and what changed.
///
/// Nothing is read by itself: the owner asks before an exec is judged, after files changed,
/// and about once a second.
package struct ConfigurationFollower: ~Copyable {
  /// What the configurations say.
  package private(set) var found = ServerDiscovery.Found()
  /// Directories to read in place of every home.
  private let homes: [String]
  /// Followed and not read.
  private let policy: PolicyLocations
  private let parser: ConfigurationParser
  private let unread: () -> UnreadMounts
  private let now: () -> Instant
  private var clients: RunningClients
  /// What they had shown when it was last read.
  private var read: RunningClients
  /// nil before `begin`, and if the kernel has no way to follow files.
  private var watch: ConfigurationWatch?
  private var pace = ReadingPace()
  private var pending = PendingChanges()
  private var gaps = PendingGaps()
  private var hasWarnedOfLimit = false

  /// Reads them for the first time. `unread` says which mounts are not to be touched now, `now` is
  /// the time since boot.
  package init(
    homes: [String], policy: PolicyLocations, parser: ConfigurationParser = .inThisProcess,
    unread: @escaping () -> UnreadMounts, now: @escaping () -> Instant
  ) {
    self.homes = homes
    self.policy = policy
    self.parser = parser
    self.unread = unread
    self.now = now
    clients = RunningClients(homes: homes)
    read = clients
    found = ServerDiscovery.discover(
      homes: homes, clients: clients, unread: unread(), parser: parser)
    parser.rest()
    gaps.note(found.problems, at: now(), isFirst: true)
  }

  /// What to poll for input; nil if files are not followed.
  package var descriptor: Int32? { mutating get { watch?.descriptor } }
  package var entries: [ServerEntry] { found.entries }

  /// Something waits for `update` or `takeChanges`.
  package var isWaiting: Bool {
    mutating get { pace.isDue || watch?.isChanged == true || !pending.isEmpty }
  }

  /// Follows the files from now on, and reads what the processes that run show.
  package mutating func begin(_ running: [Exec]) -> ConfigurationNews {
    for exec in running { _ = clients.note(exec, isBelowClient: false, parser) }
    var warnings: [String] = []
    do throws(KernelError) {
      watch = try ConfigurationWatch()
    } catch { warnings.append("\(error)") }
    var news = readEverything()
    news.warnings = warnings + news.warnings
    pace.restart()
    return news
  }

  /// Before an exec is judged: is it a client with a project of its own, or was a list written in
  /// this very moment? What was written before an exec is reported before its record is read, so a
  /// server that is started right after its entry was made is known.
  package mutating func prepare(for exec: Exec, isBelowClient: Bool) -> ConfigurationNews? {
    guard !exec.isOlderThanEgret else { return nil }
    let isNews = clients.note(exec, isBelowClient: isBelowClient, parser)
    _ = watch?.notice()
    switch pace.reading(isNews: isNews, news: watch?.news ?? 0, at: now()) {
    case .everything: return readEverything()
    case .news: return readNews()
    case .written: return readWritten()
    case nil:
      parser.rest()
      return nil
    }
  }

  /// Some time after files changed, and at every tick.
  package mutating func update() -> ConfigurationNews? {
    let isChanged = watch?.notice() ?? false
    guard isChanged || pace.isDue, pace.allowsEverything(at: now()) else { return nil }
    return readEverything()
  }

  /// Reads all of them, whatever is known of changes.
  package mutating func readEverything() -> ConfigurationNews {
    let began = now()
    let changes = watch?.taken() ?? ConfigurationWatch.Changes()
    pace.begin(.everything, news: watch?.news ?? 0)
    var news = ConfigurationNews()
    put(discovered(&news), changes, at: began, &news)
    news.writtenPolicy = policy.written(in: changes.paths)
    end(.everything, from: began, &news)
    return news
  }

  /// Changes that wait. To be taken when the rings are empty: they may hold who wrote.
  package mutating func takeChanges() -> [FollowedChange] { pending.take() }

  /// Lists that could not be read whole, and still cannot: at every tick.
  package mutating func takeGaps() -> [FollowedGap] {
    let time = now()
    return gaps.take(at: time).map { problem in
      FollowedGap(
        time: time, problem: problem,
        client: found.places[problem.file]?.first?.source.client, owner: found.owners[problem.file],
        isKept: found.kept.contains(problem.file))
    }
  }
}

// MARK: - Reading

extension ConfigurationFollower {
  /// The written files alone. They are read again with the rest.
  private mutating func readWritten() -> ConfigurationNews {
    let began = now()
    pace.begin(.written, news: watch?.news ?? 0)
    var news = ConfigurationNews()
    guard let changes = watch?.changes, !changes.paths.isEmpty else { return news }
    let paths = changes.isEverything ? changes.paths : Set(found.places.keys.filter(changes.touch))
    let fresh = ServerDiscovery.discover(again: paths, after: found, parser: parser)
    put(fresh.keepingBroken(from: found), changes, at: began, &news)
    end(.written, from: began, &news)
    return news
  }

  /// What clients have shown since. A client has a directory of its own a second, and all lists take longer to
  /// read than a server to answer.
  private mutating func readNews() -> ConfigurationNews {
    let began = now()
    pace.begin(.news, news: watch?.news ?? 0)
    var news = ConfigurationNews()
    let (shown, parser) = (clients.news(since: read), parser)
    let fresh = followed(&news) { unread, old in
      ServerDiscovery.discover(news: shown, unread: unread, after: old, parser: parser)
    }
    put(fresh, ConfigurationWatch.Changes(), at: began, &news)
    end(.news, from: began, &news)
    return news
  }

  private mutating func end(
    _ reading: ReadingPace.Reading, from began: Instant, _ news: inout ConfigurationNews
  ) {
    parser.rest()
    let ended = now()
    pace.end(reading, from: began, to: ended)
    news.duration = ended.since(began)
  }

  private mutating func discovered(_ news: inout ConfigurationNews) -> ServerDiscovery.Found {
    let (homes, clients, parser) = (homes, clients, parser)
    return followed(&news) { unread, old in
      ServerDiscovery.discover(
        homes: homes, clients: clients, unread: unread, after: old, parser: parser)
    }.keepingBroken(from: found)
  }

  /// What `discover` finds. Asked again if directories appeared that were not followed meanwhile.
  private mutating func followed(
    _ news: inout ConfigurationNews,
    _ discover: (UnreadMounts, ServerDiscovery.Found) -> ServerDiscovery.Found
  ) -> ServerDiscovery.Found {
    var fresh = ServerDiscovery.Found()
    let unread = unread()
    read = clients
    for _ in 0..<3 {
      fresh = discover(unread, found)
      policy.add(to: &fresh.plan)
      guard let followed = watch?.follow(fresh.plan) else { break }
      if followed.refused > 0, !hasWarnedOfLimit {
        hasWarnedOfLimit = true
        news.warnings.append(
          "\(followed.refused) directories of configurations cannot be followed; SIGHUP reads them "
            + "again")
      }
      if !followed.hasNew { break }
    }
    return fresh
  }

  /// These are what the configurations say from now on.
  private mutating func put(
    _ fresh: ServerDiscovery.Found, _ changes: ConfigurationWatch.Changes, at time: Instant,
    _ news: inout ConfigurationNews
  ) {
    let old = found
    found = fresh
    news.problems = fresh.problems.filter { !old.problems.contains($0) }
    gaps.note(fresh.problems, at: time)
    news.isOtherList = fresh.entries != old.entries
    // What was written while the files were read is in them, too.
    _ = watch?.notice()
    var all = changes
    if let more = watch?.changes { all.add(more) }
    let lost = pending.add(from: old, to: fresh, all, at: time)
    if lost > 0 { news.warnings.append("\(lost) more changes of configurations are not told") }
  }
}
