// SPDX-License-Identifier: Apache-2.0

/// A mount, as /proc/self/mountinfo tells of it.
package struct MountPoint: Hashable, Sendable {
  /// The kernel's number of it, which is used again after it is gone.
  package var number: String
  package var path: String
  /// `ext4`, `nfs4`, `fuse.sshfs`.
  package var type: String
  /// Whose program serves it; nil where the kernel does.
  package var server: UInt32?

  package init(number: String, path: String, type: String, server: UInt32? = nil) {
    self.number = number
    self.path = path
    self.type = type
    self.server = server
  }

  /// What answers is a program or another machine: it may take its time, or never do.
  package var isRemote: Bool {
    let types: Set<String> = [
      "nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "afs", "9p", "lustre", "ncpfs", "coda",
      "orangefs", "autofs", "fuse", "fuseblk",
    ]
    return types.contains(type) || type.hasPrefix("fuse.")
  }

  /// Whether the path is in it, or on a mount below it.
  package func holds(_ other: String) -> Bool {
    path == "/" || other == path || other.hasPrefix(path + "/")
  }
}
