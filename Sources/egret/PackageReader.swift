// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Servers

/// Reads what an installed package says of itself, and what lock files and caches beside it say of it.
///
/// All of it is written by others: links are taken only within the tree, files of third parties, pipes and
/// devices are not read, and of one package no more than a few megabytes are.
final class PackageReader {
  private let files: UserFiles
  /// Seconds since 1970.
  private let now: UInt64
  /// Bytes that may still be read.
  private var left = 16 << 20

  private static let textLimit = 512 << 10
  private static let lockLimit = 4 << 20
  private static let mostDistributions = 400

  init(_ files: consuming UserFiles, now: UInt64) {
    self.files = files
    self.now = now
  }

  /// nil where none is found that the program belongs to.
  func facts(_ search: PackageSearch) -> PackageFacts? {
    var paths = search.paths
    for path in search.paths {
      if let real = resolved(path), !paths.contains(real) { paths.append(real) }
    }
    if let found = python(search, paths) { return dated(found) }
    if let found = cached(search) { return dated(found) }
    if let found = node(search, paths) { return dated(found) }
    return project(paths)
  }

  /// What a version's age says against it.
  private func dated(_ facts: PackageFacts) -> PackageFacts {
    guard let published = facts.published, published <= now, now - published < Self.young else {
      return facts
    }
    var facts = facts
    let hours = (now - published) / 3_600
    let age = hours < 48 ? "\(hours) hours" : "\(hours / 24) days"
    facts.faults.append(
      "version \(facts.version) of its package was published \(age) before it was started")
    return facts
  }

  private static let young: UInt64 = 3 * 86_400

  private func resolved(_ path: String) -> String? {
    (try? files.resolved(path)).map { "/" + $0 }
  }

  private func read(_ path: String, limit: Int = PackageReader.textLimit) -> [UInt8]? {
    guard left > 0, path.utf8.count < 4_096,
      let file = try? files.read(String(path.drop { $0 == "/" }), limit: min(limit, left))
    else { return nil }
    left -= file.bytes.count
    return file.bytes
  }

  private func list(_ path: String, limit: Int = 1_000) -> [String] {
    ((try? files.list(String(path.drop { $0 == "/" }), limit: limit)) ?? []).map(\.name)
  }

  private func mention(_ name: String, in folder: String, _ facts: inout PackageFacts) {
    guard let text = read("\(folder)/\(name)") else { return }
    add(text, name, to: &facts)
  }

  private func add(_ text: [UInt8], _ name: String, to facts: inout PackageFacts) {
    facts.files.append(name)
    let room = PackageFacts.mostHosts - facts.hosts.count
    let known = Set(facts.hosts.map(\.host))
    facts.hosts += HostMentions.find(in: text, of: name).filter { !known.contains($0.host) }
      .prefix(max(0, room))
  }
}

// MARK: - Python

extension PackageReader {
  private func python(_ search: PackageSearch, _ paths: [String]) -> PackageFacts? {
    if search.spec?.ecosystem == .npm { return nil }
    for folder in sitePackages(paths) {
      if let item = distribution(search, in: folder),
        let facts = distribution("\(folder)/\(item)", name: item)
      {
        return facts
      }
    }
    return nil
  }

  /// Those that a path lies in, and those of the environments that paths begin in.
  private func sitePackages(_ paths: [String]) -> [String] {
    var folders: [String] = []
    for path in paths {
      guard let mark = path.firstRange(of: "/site-packages/") else { continue }
      folders.append(String(path[..<mark.upperBound].dropLast()))
    }
    for environment in PackageSearch.environments(paths).prefix(6) {
      for version in list("\(environment)/lib") where version.hasPrefix("python3") {
        folders += ["site-packages", "dist-packages"].map { "\(environment)/lib/\(version)/\($0)" }
      }
    }
    return Array(folders.prefix(16))
  }

  /// In uv's cache a folder is one package, or an environment with several.
  private func cached(_ search: PackageSearch) -> PackageFacts? {
    if search.cache.isEmpty { return nil }
    for item in list(search.cache) {
      let folder = "\(search.cache)/\(item)"
      let environments = list("\(folder)/lib", limit: 8).filter { $0.hasPrefix("python3") }
      for place in [folder] + environments.map({ "\(folder)/lib/\($0)/site-packages" }) {
        let items = list(place, limit: 4_000).filter { $0.hasSuffix(".dist-info") }
        let names = search.pythonNames.prefix(1)
        guard
          let found = items.first(where: {
            PythonDistribution.name(ofFolder: $0).map(names.contains) == true
          })
        else { continue }
        if let facts = distribution("\(place)/\(found)", name: found) { return facts }
      }
    }
    return nil
  }

  /// The folder of the distribution's description: by name, by the command it made, by the module it has.
  private func distribution(_ search: PackageSearch, in folder: String) -> String? {
    let items = list(folder, limit: 4_000).filter { $0.hasSuffix(".dist-info") }
    var byName: [String: String] = [:]
    for item in items {
      if let name = PythonDistribution.name(ofFolder: item) { byName[name] = item }
    }
    if let found = search.pythonNames.lazy.compactMap({ byName[$0] }).first { return found }
    let (command, module) = (search.commands.first ?? "", search.module)
    if command.isEmpty && module.isEmpty { return nil }
    for item in items.prefix(Self.mostDistributions) {
      guard let text = read("\(folder)/\(item)/entry_points.txt", limit: 32 << 10) else { continue }
      if PythonDistribution.startsProgram(text, command: command, module: module) { return item }
    }
    return nil
  }

  private func distribution(_ folder: String, name: String) -> PackageFacts? {
    guard let text = read("\(folder)/METADATA"), let document = PackageDocument(metadata: text)
    else { return nil }
    var facts = PackageFacts(document, ecosystem: "pypi", folder: folder)
    add(text, "METADATA", to: &facts)
    if let record = read("\(folder)/RECORD", limit: Self.lockLimit) {
      facts.digest = HexadecimalDigest.sha256(PythonDistribution.ownLines(ofRecord: record))
    }
    addUVLock(beside: folder, to: &facts)
    return facts
  }

  /// Of a project's environment, `PROJECT/.venv`, and of any folder above it, three up.
  private func addUVLock(beside folder: String, to facts: inout PackageFacts) {
    for holder in PackageSearch.holders(of: folder).dropFirst(2).prefix(4) {
      guard let text = read("\(holder)/uv.lock", limit: Self.lockLimit) else { continue }
      guard let lock = PackageLock(uv: text, name: facts.name) else { return }
      facts.published = lock.published
      add(lock, of: "uv.lock", to: &facts)
      return
    }
  }

  private func add(_ lock: PackageLock, of file: String, to facts: inout PackageFacts) {
    guard !facts.version.isEmpty, lock.version != facts.version else { return }
    facts.faults.append(
      "\(file) has version \(lock.version) of its package, and \(facts.version) is installed")
  }
}

// MARK: - Node

extension PackageReader {
  private func node(_ search: PackageSearch, _ paths: [String]) -> PackageFacts? {
    if search.spec?.ecosystem == .pypi { return nil }
    var folders = paths.flatMap(PackageSearch.nodeFolders)
    if let spec = search.spec, spec.ecosystem == .npm {
      // The package's own program may be another package's, which it depends on.
      folders.sort { $0.name == spec.name && $1.name != spec.name }
    }
    for (folder, name) in folders.prefix(6) {
      guard var facts = manifest(folder) else { continue }
      addLocks(String(folder.dropLast(name.utf8.count + 1)), to: &facts)
      return facts
    }
    return nil
  }

  private func manifest(_ folder: String) -> PackageFacts? {
    guard let text = read("\(folder)/package.json"), let document = PackageDocument(manifest: text)
    else { return nil }
    var facts = PackageFacts(document, ecosystem: "npm", folder: folder)
    addWords(text, of: "package.json", to: &facts)
    return facts
  }

  /// What a manifest says, and the files for readers beside it.
  private func addWords(_ manifest: [UInt8], of name: String, to facts: inout PackageFacts) {
    addReadMe(facts.folder, to: &facts)
    add(manifest, name, to: &facts)
    mention("server.json", in: facts.folder, &facts)
  }

  private func addReadMe(_ folder: String, to facts: inout PackageFacts) {
    let names = list(folder).filter { $0.lowercased().hasPrefix("readme") }
    if let name = names.first { mention(name, in: folder, &facts) }
  }

  /// The one that npm keeps of what it installed, the project's, and the registry's document in the cache.
  private func addLocks(_ modules: String, to facts: inout PackageFacts) {
    let project = String(modules.dropLast("/node_modules".utf8.count))
    let installed = read("\(modules)/.package-lock.json", limit: Self.lockLimit)
      .flatMap { PackageLock(npm: $0, name: facts.name) }
    let locked = read("\(project)/package-lock.json", limit: Self.lockLimit)
      .flatMap { PackageLock(npm: $0, name: facts.name) }
    if let locked {
      add(locked, of: "package-lock.json", to: &facts)
    } else if let installed {
      add(installed, of: "node_modules/.package-lock.json", to: &facts)
    }
    if let installed, let locked, !installed.integrity.isEmpty, !locked.integrity.isEmpty,
      installed.version == locked.version, installed.integrity != locked.integrity
    {
      facts.faults.append("package-lock.json has another digest of its package than was installed")
    }
    let integrity = locked?.integrity ?? installed?.integrity ?? ""
    facts.digest = installed?.integrity ?? integrity
    addPackument(integrity, to: &facts)
  }

  private func addPackument(_ integrity: String, to facts: inout PackageFacts) {
    guard let cache = NPMCache(besides: facts.folder), let key = Packument.cacheKey(of: facts.name),
      let index = read(cache.index(of: key)),
      let content = Packument.content(ofIndex: index, key: key).flatMap(cache.content),
      let text = read(content, limit: Self.lockLimit),
      let packument = Packument(text, version: facts.version)
    else { return }
    facts.published = packument.published
    if !packument.maintainers.isEmpty { facts.maintainers = packument.maintainers }
    guard !integrity.isEmpty, !packument.integrity.isEmpty, integrity != packument.integrity else {
      return
    }
    facts.faults.append(
      "the registry's document in npm's cache has another digest than the lock file")
  }
}

// MARK: - What is not installed

extension PackageReader {
  /// A project that is run where it lies.
  private func project(_ paths: [String]) -> PackageFacts? {
    for path in paths where !path.contains("/bin/") {
      for folder in PackageSearch.holders(of: path).prefix(4) {
        if let facts = manifest(folder) { return facts }
        if let facts = pythonProject(folder) { return facts }
      }
    }
    return nil
  }

  private func pythonProject(_ folder: String) -> PackageFacts? {
    guard let text = read("\(folder)/pyproject.toml"),
      let document = PackageDocument(project: text)
    else { return nil }
    var facts = PackageFacts(document, ecosystem: "pypi", folder: folder)
    addWords(text, of: "pyproject.toml", to: &facts)
    return facts
  }
}

extension PackageFacts {
  fileprivate init(_ document: PackageDocument, ecosystem: String, folder: String) {
    self.init(
      ecosystem: ecosystem, name: document.name, version: document.version, folder: folder,
      maintainers: document.maintainers)
  }
}
