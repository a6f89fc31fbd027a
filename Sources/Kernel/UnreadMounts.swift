// SPDX-License-Identifier: Apache-2.0

/// Mounts whose files are not touched, because touching them may take for ever. By name: a path
/// that leads there through a link is not known for one.
package struct UnreadMounts: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case silent
    /// A user's own program answers for it, and decides when.
    case usersOwn(UInt32)

    package var text: String {
      switch self {
      case .silent: "its file system does not answer; not read"
      case .usersOwn(let user):
        "a program of user \(user) serves its file system, and may never answer; not read"
      }
    }
  }

  private let reasons: [MountPoint: Reason]

  package init(_ reasons: [MountPoint: Reason] = [:]) { self.reasons = reasons }

  /// Why a path is not touched; nil where it may be.
  package func reason(_ path: String) -> Reason? {
    reasons.first { $0.key.holds(path) }?.value
  }
}
