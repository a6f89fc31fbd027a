// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Events

/// Recognises the servers that clients' configurations list, by their command lines.
package struct EntryRecogniser: Recogniser {
  private let entries: [ServerEntry]
  private let index: EntryIndex
  private let local: LocalServers

  package init(entries: [ServerEntry]) {
    self.entries = entries
    index = EntryIndex(entries)
    local = LocalServers(entries: entries)
  }

  package func recognise(_ exec: Exec, ancestors: [Exec]) -> Recognition? {
    guard !entries.isEmpty else { return nil }
    let views = CommandViews(exec).views
    var found = views.flatMap { matches($0, exec: exec) }
    if found.isEmpty { found = views.flatMap { partialMatches($0, exec: exec) } }
    guard !found.isEmpty else { return nil }
    let judged = found.compactMap { judge($0, exec: exec) }
    return recognition(of: judged, exec: exec, ancestors: ancestors, views: views)
  }

  package func recognise(_ container: Container) -> Recognition? {
    guard !container.serverName.isEmpty else { return nil }
    let gateway =
      container.serverLabel == ContainerLabels.toolHive ? "ToolHive" : "Docker MCP gateway"
    let listed = entries.filter { $0.name == container.serverName && $0.client == gateway }
    let name = ShownText.escaped(container.serverName, limit: 120)
    let made = ServerEntry(
      name: name, transport: .stdio(command: []), client: gateway, scope: .user, file: "")
    let image = PackageSpec.oci(container.image)
    return Recognition(
      candidates: listed.isEmpty ? [made] : Array(listed.prefix(16)), confidence: .high,
      reasons: ["the container's label \(container.serverLabel) names the server"],
      package: image.map { ShownText.escaped($0.description) }, isPinned: image?.isPinned)
  }

  package func recognise(_ bound: Bound, by exec: Exec) -> Recognition? {
    let candidates = Array(local.entries(at: bound).prefix(16))
    guard let first = candidates.first else { return nil }
    let isAmbiguous = Set(candidates.map(\.name)).count > 1
    let package = package(of: CommandViews(exec).views, nil)
    return Recognition(
      candidates: candidates, confidence: isAmbiguous || first.isDisabled ? .medium : .high,
      reasons: ["it listens on \(bound.endpoint), where the configuration's URL leads"]
        + extraReasons(candidates, clients: []),
      package: package.map { ShownText.escaped($0.description) }, isPinned: package?.isPinned)
  }

  // MARK: Finding

  private func matches(_ view: ArraySlice<String>, exec: Exec) -> [EntryMatch] {
    guard let command = view.first else { return [] }
    let head = CommandLineText.baseName(command)
    let isCut = exec.argumentsAreCut
    let places = isCut ? index.patterns(head: head) : index.patterns(head: head, view)
    return places.compactMap { place in
      let pattern = index.patterns[place]
      guard isOpen(pattern, to: exec), pattern.matches(view, isCut: isCut) else { return nil }
      return full(pattern, command: command, exec)
    }
  }

  private func full(
    _ pattern: CommandPattern, command: String, _ exec: Exec
  ) -> EntryMatch {
    let (file, isCut) = (exec.file, exec.argumentsAreCut)
    var match = EntryMatch(
      entry: pattern.entry, kind: isCut ? .cut : .full, confidence: .high,
      reasons: ["the command line is that of the configuration"], weight: pattern.weight)
    if isCut {
      match.limit(to: .medium, because: "the command line was too long to be seen whole")
    } else if exec.argumentsAreCompleted {
      match.reasons.append("the end of its long command line was read from /proc")
    }
    if pattern.isInner {
      match.limit(to: .medium, because: "the entry starts it through a wrapper")
    }
    if pattern.commandFit(command, file: file) == .directoryDiffers {
      match.limit(to: .low, because: "the program is in another directory than the entry says")
    }
    if GenericProgram.isOne(pattern.head), pattern.weight == 0 {
      match.limit(to: .low, because: "the entry names nothing but `\(pattern.head)` and variables")
    } else if pattern.hasVariables {
      match.reasons.append("variables of the entry stand for any text")
    }
    if pattern.isRelative {
      match.limit(to: .medium, because: "the entry's path is relative to an unknown directory")
    }
    return match
  }

  /// Matches by package, for a launcher, and by the executable's name below a launcher's cache.
  private func partialMatches(_ view: ArraySlice<String>, exec: Exec) -> [EntryMatch] {
    guard let command = view.first else { return [] }
    let head = CommandLineText.baseName(command)
    let kept = LauncherCache.npxFolder(in: command).map { index.patterns(npxFolder: $0) } ?? []
    if !kept.isEmpty { return folderMatches(kept, view) }
    let places = index.patterns(program: head)
    if !places.isEmpty, LauncherCache.holds(command) { return programMatches(places, view) }
    guard index.hasPackages, GenericProgram.isOne(head) else { return [] }
    let launch = LaunchReader.read(Array(view))
    guard launch.launcher.installs, let package = launch.package else { return [] }
    return index.patterns(package: package).compactMap {
      packageMatch(index.patterns[$0], launch: launch, package: package)
    }
  }

  private func packageMatch(
    _ pattern: CommandPattern, launch: Launch, package: PackageSpec
  ) -> EntryMatch? {
    guard let wanted = pattern.launch.package else { return nil }
    let isSame = wanted.version == package.version
    if isSame, pattern.matchesArguments(launch.arguments) {
      return EntryMatch(
        entry: pattern.entry, kind: .launch, confidence: .medium,
        reasons: ["the package and its arguments are those of the configuration"],
        weight: pattern.weight)
    }
    var match = EntryMatch(
      entry: pattern.entry, kind: .package, confidence: .medium,
      reasons: ["only the package is that of the configuration"], weight: pattern.weight)
    if !isSame { match.limit(to: .low, because: "the package's version is another") }
    return match
  }

  /// Matches by the folder of npx's cache, which follows from the entry's own words.
  private func folderMatches(_ places: [Int], _ view: ArraySlice<String>) -> [EntryMatch] {
    let arguments = Array(view.dropFirst())
    return places.map { place in
      let pattern = index.patterns[place]
      var match = EntryMatch(
        entry: pattern.entry, kind: .program, confidence: .medium,
        reasons: ["it runs from the folder in which npx keeps the entry's package"],
        weight: pattern.weight)
      if !pattern.matchesArguments(arguments) {
        match.limit(to: .low, because: "its arguments are not those of the entry")
      }
      return match
    }
  }

  private func programMatches(_ places: [Int], _ view: ArraySlice<String>) -> [EntryMatch] {
    let arguments = Array(view.dropFirst())
    return places.compactMap { place in
      let pattern = index.patterns[place]
      guard pattern.matchesArguments(arguments) else { return nil }
      return EntryMatch(
        entry: pattern.entry, kind: .program, confidence: .low,
        reasons: ["it runs from a launcher's cache under the package's name"],
        weight: pattern.weight)
    }
  }

  /// Whether that user may run the entry at all: asked first, so that no user's list slows another.
  private func isOpen(_ pattern: CommandPattern, to exec: Exec) -> Bool {
    guard let owner = entries[pattern.entry].user else { return true }
    return owner == exec.user || exec.user == 0 || exec.login == owner
  }
}

// MARK: - Judging

extension EntryRecogniser {
  /// Nil if the entry is another user's.
  private func judge(_ match: EntryMatch, exec: Exec) -> EntryMatch? {
    let entry = entries[match.entry]
    var match = match
    if let owner = entry.user, owner != exec.user {
      guard exec.user == 0 || exec.login == owner else { return nil }
      match.limit(
        to: .medium, because: "run by user \(exec.user), configured for user \(owner)")
    }
    if entry.isDisabled { match.limit(to: .low, because: "the entry is disabled") }
    if !entry.environment.isEmpty, !exec.environment.isEmpty {
      let present = Set(exec.environment)
      var missing = entry.environment.filter { !present.contains($0) }
      if !missing.isEmpty {
        let given = EnvironmentWrapper.variables(of: exec.arguments)
        missing.removeAll { given.contains($0) }
      }
      match.variables = missing.isEmpty ? entry.environment.count : -missing.count
      if let name = missing.first, !exec.environmentIsCut {
        let shown = ShownText.escaped(name, limit: 60)
        match.limit(to: .medium, because: "the variable \(shown) that the entry sets is missing")
      }
    }
    return match
  }

  private func recognition(
    of matches: [EntryMatch], exec: Exec, ancestors: [Exec], views: [ArraySlice<String>]
  ) -> Recognition? {
    var seen: Set<Int> = []
    let sorted = matches.sorted { $0.isBetter(than: $1) }.filter { seen.insert($0.entry).inserted }
    guard let best = sorted.first else { return nil }
    let nearest = ClientPrograms.nearest(of: ancestors)
    let equal = ofClients(nearest, sorted.filter { $0.isEqual(to: best) }).prefix(16)
    let candidates = equal.map { entries[$0.entry] }
    let first = equal.first ?? best
    let isAmbiguous = Set(candidates.map(\.name)).count > 1
    let start = ServerStart(exec, isBelowClient: !nearest.isEmpty)
    let package = package(of: views, candidates.first)
    return Recognition(
      candidates: candidates,
      confidence: min(first.confidence, start.confidence, isAmbiguous ? .medium : .high),
      reasons: first.reasons + extraReasons(candidates, clients: nearest) + start.reasons,
      package: package.map { ShownText.escaped($0.description) }, isManual: start.isManual,
      isPinned: package?.isPinned)
  }

  private func extraReasons(_ candidates: [ServerEntry], clients: Set<String>) -> [String] {
    var reasons: [String] = []
    if candidates.count > 1 {
      reasons.append("\(candidates.count) entries fit equally")
      reasons += candidates.prefix(6).map(Self.place)
    }
    if let first = candidates.first, clients.contains(first.client) {
      reasons.append("started below \(first.client)")
    }
    return reasons
  }

  /// The place of one of several entries, as a reason.
  private static func place(_ entry: ServerEntry) -> String {
    let file = ShownText.escaped(entry.file, limit: 120)
    return "it may be `\(entry.name)` of \(entry.client): \(file)"
      + (entry.line.map { ":\($0)" } ?? "")
  }

  /// If the nearest client has an entry that fits, only those of its own list, and of extensions
  /// that live in it.
  private func ofClients(_ clients: Set<String>, _ equal: [EntryMatch]) -> [EntryMatch] {
    guard equal.contains(where: { clients.contains(entries[$0.entry].client) }) else {
      return equal
    }
    return equal.filter {
      let client = entries[$0.entry].client
      return clients.contains(client) || !ClientPrograms.hasOne(client)
    }
  }

  private func package(of views: [ArraySlice<String>], _ entry: ServerEntry?) -> PackageSpec? {
    for view in views {
      if let spec = Launch.package(of: Array(view)) { return spec }
    }
    guard let entry, case .stdio(let command) = entry.transport else { return nil }
    return Launch.package(of: command)
  }
}
