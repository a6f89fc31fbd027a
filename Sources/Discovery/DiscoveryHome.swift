// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A directory below which a user's configurations are.
package struct DiscoveryHome: Hashable, Sendable {
  package var path: String
  /// Whose files, besides root's, may be read there.
  package var owner: UInt32
  /// Whose servers they are; nil where they may be anyone's.
  package var user: UInt32?

  /// Every local user's for root; for anyone else their own.
  static func ofAllUsers() -> [DiscoveryHome] {
    let current = Accounts.current
    return Accounts.local().filter { current == 0 || $0.user == current }
      .map { DiscoveryHome(path: $0.home, owner: $0.user, user: $0.user) }
  }

  package init(path: String, owner: UInt32, user: UInt32?) {
    self.path = path
    self.owner = owner
    self.user = user
  }

  /// A directory that a person named: the entries are of its owner, or of anyone if that is root.
  package init(given path: String) throws(UserFiles.Failure) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let owner = try UserFiles(below: path).owner
    self.init(path: path, owner: owner, user: owner == 0 ? nil : owner)
  }
}
