// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// A fault of an entry that a person should correct.
package enum EntryWarning: Hashable, Sendable {
  /// The launcher fetches whatever is newest.
  case unpinned(package: String)
  /// Its maker publishes under this name in the other ecosystem; in this one anyone may have it.
  case otherEcosystem(name: String, usual: PackageSpec.Ecosystem)
  /// The name, without its maker's scope, has been published by attackers.
  case squatted(name: String)
  case worldWritableConfiguration
  case worldWritableProgram(path: String)

  /// A short word for programs.
  package var code: String {
    switch self {
    case .unpinned: "unpinned"
    case .otherEcosystem: "other-ecosystem"
    case .squatted: "squatted-name"
    case .worldWritableConfiguration: "world-writable-configuration"
    case .worldWritableProgram: "world-writable-program"
    }
  }

  package var text: String {
    switch self {
    case .unpinned(let package):
      "\(package) is not pinned: each start may run another version"
    case .otherEcosystem(let name, let usual):
      "\(name) is published as \(usual.rawValue):\(name); the same name here may be anyone's"
    case .squatted(let name):
      "npm:\(name) is a name that attackers have published under; check who made it"
    case .worldWritableConfiguration: "anyone on this machine may change the configuration"
    case .worldWritableProgram(let path): "anyone on this machine may change \(path)"
    }
  }
}

extension EntryWarning {
  /// The warnings that the entry's own words give. Facts about files are the caller's to add.
  package static func of(_ entry: ServerEntry) -> [EntryWarning] {
    guard case .stdio(let command) = entry.transport else { return [] }
    let packages = Launch.chain(line(command)).filter { $0.launcher.installs }.compactMap(\.package)
    return packages.flatMap { package in
      var warnings: [EntryWarning] = []
      if !package.isPinned {
        warnings.append(.unpinned(package: ShownText.escaped(package.description)))
      }
      if let usual = KnownPackages.usualEcosystem(of: package.name), usual != package.ecosystem,
        package.ecosystem == .npm || package.ecosystem == .pypi
      {
        warnings.append(.otherEcosystem(name: ShownText.escaped(package.name), usual: usual))
      }
      if package.ecosystem == .npm, KnownPackages.squatted.contains(package.name) {
        warnings.append(.squatted(name: package.name))
      }
      return warnings
    }
  }

  /// The words, split if the whole line stands in the command.
  package static func line(_ command: [String]) -> [String] {
    guard let first = command.first, first.contains(" "), !first.hasPrefix("/"),
      let words = CommandLineText.words(first)
    else { return command }
    return words + command.dropFirst()
  }
}
