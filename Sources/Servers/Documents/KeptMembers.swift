// SPDX-License-Identifier: Apache-2.0

/// Which members of a document's maps are kept, by their names on the way down. Everything else is
/// passed over, however much it is: a client keeps its history in the file that has its servers.
indirect enum KeptMembers: Hashable, Sendable {
  case all
  /// The members of these names, and all others by one rule; nil where they are passed over.
  case only([String: KeptMembers], others: KeptMembers? = nil)

  /// The names of the members, and nothing in them.
  static let names = KeptMembers.only([:], others: .only([:]))

  /// How the member is kept; nil if it is passed over.
  func member(_ name: String) -> KeptMembers? {
    switch self {
    case .all: .all
    case .only(let members, let others): members[name] ?? others
    }
  }

  /// What stands under these paths, nested or dotted.
  static func under(_ paths: [[String]]) -> KeptMembers {
    paths.reduce(.only([:])) { kept, path in
      kept.adding(path[...]).adding([path.joined(separator: ".")])
    }
  }

  /// With one more place; what is kept as a whole stays so.
  func adding(_ path: ArraySlice<String>, _ kept: KeptMembers = .all) -> KeptMembers {
    guard case .only(var members, let others) = self else { return .all }
    guard let name = path.first else { return kept }
    members[name] = (members[name] ?? .only([:])).adding(path.dropFirst(), kept)
    return .only(members, others: others)
  }
}
