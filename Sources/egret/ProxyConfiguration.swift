// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Servers

/// Which proxies the machine names, and the process that started a server. What is kept are endpoints:
/// no URL, no user, no password.
struct ProxyConfiguration {
  /// Below it stand the machine's files; another place in tests.
  let root: String

  init(root: String = "/") { self.root = root }

  /// What others than the server say of proxies, for its first process; nil where they name none.
  func proxies(of process: ProcessID, starter: ProcessID, at time: Instant) -> Proxies? {
    let found = Proxies(
      time: time, process: process, machine: machine, starter: Self.proxies(ofStarter: starter))
    return found.machine.isEmpty && found.starter.isEmpty ? nil : found
  }

  /// By the environment that a process was started with; none of one that is gone or another user's.
  static func proxies(ofStarter starter: ProcessID) -> [String] {
    let values = ProcessFiles(starter).values(of: ProxySetting.variables)
    return ProxySetting.endpoints(values.sorted { $0.key < $1.key }.map(\.value))
  }

  /// By the machine's own settings, without repeats.
  var machine: [String] {
    guard let files = try? UserFiles(below: root, owner: 0) else { return [] }
    var seen: Set<String> = []
    let found =
      Self.files.flatMap { read($0.path, as: $0.kind, files) }
      + Self.directories.flatMap { place in
        items(in: place.path, endingIn: place.ending, files).flatMap {
          read($0, as: place.kind, files)
        }
      }
    return Array(found.filter { seen.insert($0).inserted }.prefix(Self.most))
  }

  private static let most = 32
  /// Files of one directory.
  private static let mostFiles = 64

  private static let files: [(path: String, kind: ProxyFile)] = [
    ("etc/environment", .environment), ("etc/systemd/system.conf", .systemd),
    ("etc/systemd/user.conf", .systemd), ("etc/apt/apt.conf", .apt), ("etc/npmrc", .npm),
    ("usr/etc/npmrc", .npm), ("usr/local/etc/npmrc", .npm), ("etc/pip.conf", .pip),
    ("etc/xdg/pip/pip.conf", .pip),
  ]

  private static let directories: [(path: String, ending: String, kind: ProxyFile)] = [
    ("etc/environment.d", ".conf", .environment), ("usr/lib/environment.d", ".conf", .environment),
    ("etc/systemd/system.conf.d", ".conf", .systemd),
    ("usr/lib/systemd/system.conf.d", ".conf", .systemd),
    ("etc/systemd/user.conf.d", ".conf", .systemd), ("etc/apt/apt.conf.d", "", .apt),
  ]

  private func items(
    in directory: String, endingIn ending: String, _ files: borrowing UserFiles
  ) -> [String] {
    let items = (try? files.list(directory, limit: Self.mostFiles)) ?? []
    return items.filter { $0.name.hasSuffix(ending) }.map { directory + "/" + $0.name }
  }

  /// A file of root's that nobody else may change, through no link; any other says nothing.
  private func read(_ path: String, as kind: ProxyFile, _ files: borrowing UserFiles) -> [String] {
    guard let file = try? files.read(path, limit: ProxyFile.sizeLimit), file.owner == 0,
      !file.isWorldWritable
    else { return [] }
    return kind.endpoints(String(decoding: file.bytes, as: UTF8.self))
  }
}
