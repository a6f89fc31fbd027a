// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Servers

/// Where an installer downloads from, as its environment and its configuration files say. What is
/// kept are endpoints: no URL, no token.
struct InstallerConfiguration {
  private let files: ProcessFiles
  private let user: UInt32
  private let values: [String: String]
  /// Nil: what the files say is parsed in this process.
  private let parser: ParserKeeper?

  init(of process: ProcessID, user: UInt32, parser: ParserKeeper?) {
    self.parser = parser
    files = ProcessFiles(process)
    self.user = user
    values = files.values(of: RegistryHosts.variables.union(Self.places))
  }

  /// In the policy's spelling, without repeats.
  var endpoints: [String] {
    let named = values.filter { RegistryHosts.variables.contains($0.key) }
    var found = RegistryHosts.variableValues(named.sorted { $0.key < $1.key }.map(\.value))
    for place in paths { found += read(place) }
    parser?.rest()
    var seen: Set<String> = []
    return Array(found.filter { seen.insert($0).inserted }.prefix(64))
  }

  /// Variables that say where a configuration file is.
  private static let places: Set<String> = [
    "HOME", "XDG_CONFIG_HOME", "npm_config_userconfig", "NPM_CONFIG_USERCONFIG",
    "npm_config_globalconfig", "UV_CONFIG_FILE", "PIP_CONFIG_FILE",
  ]

  private struct Place {
    var path: String
    var file: RegistryFile
  }

  private var paths: [Place] {
    let home = values["HOME"] ?? Accounts.local().first { $0.user == user }?.home ?? ""
    let config = values["XDG_CONFIG_HOME"] ?? home + "/.config"
    var places = [
      Place(path: home + "/.npmrc", file: .npmrc),
      Place(path: home + "/.bunfig.toml", file: .bunfig),
      Place(path: config + "/pip/pip.conf", file: .pipConf),
      Place(path: home + "/.pip/pip.conf", file: .pipConf),
      Place(path: config + "/uv/uv.toml", file: .uvToml),
      Place(path: "/etc/npmrc", file: .npmrc),
      Place(path: "/usr/etc/npmrc", file: .npmrc),
      Place(path: "/usr/local/etc/npmrc", file: .npmrc),
      Place(path: "/etc/pip.conf", file: .pipConf),
      Place(path: "/etc/uv/uv.toml", file: .uvToml),
    ]
    for name in ["npm_config_userconfig", "NPM_CONFIG_USERCONFIG", "npm_config_globalconfig"] {
      places += values[name].map { [Place(path: $0, file: .npmrc)] } ?? []
    }
    places += values["UV_CONFIG_FILE"].map { [Place(path: $0, file: .uvToml)] } ?? []
    places += values["PIP_CONFIG_FILE"].map { [Place(path: $0, file: .pipConf)] } ?? []
    return places + projectPlaces
  }

  /// Files of the project it was started in, and of the folders above, as npm and uv look for them.
  private var projectPlaces: [Place] {
    guard var directory = files.directory, directory.hasPrefix("/") else { return [] }
    var places: [Place] = []
    for _ in 0..<8 where directory.count > 1 {
      places += [
        Place(path: directory + "/.npmrc", file: .npmrc),
        Place(path: directory + "/uv.toml", file: .uvToml),
        Place(path: directory + "/pyproject.toml", file: .uvToml),
        Place(path: directory + "/bunfig.toml", file: .bunfig),
      ]
      directory = String(directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)])
    }
    return places
  }

  /// Files of the user or of root, through no link; one that cannot be read says nothing.
  private func read(_ place: Place) -> [String] {
    guard place.path.hasPrefix("/"), !place.path.split(separator: "/").contains(".."),
      let slash = place.path.lastIndex(of: "/")
    else { return [] }
    let directory = slash == place.path.startIndex ? "/" : String(place.path[..<slash])
    let name = String(place.path[place.path.index(after: slash)...])
    guard !name.isEmpty, let files = try? UserFiles(below: directory, owner: user),
      let file = try? files.read(name, limit: 1 << 20)
    else { return [] }
    guard let parser else {
      return place.file.endpoints(String(decoding: file.bytes, as: UTF8.self))
    }
    var left: [UInt8]? = file.bytes
    let found = try? parser.ask(
      ParserTask.registries.rawValue, [place.file.rawValue],
      user: file.isWorldWritable ? nil : file.owner, { left.take() },
      { RegistryFile.endpoints(encoded: $0) })
    return found ?? []
  }
}
