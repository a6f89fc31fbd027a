// SPDX-License-Identifier: Apache-2.0

/// What stood at stdin, stdout or stderr.
package struct Descriptor: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    case closed, pipe, socket, terminal, null, file, other
  }

  package var kind: Kind
  package var inode: UInt64

  package init(kind: Kind, inode: UInt64) {
    self.kind = kind
    self.inode = inode
  }

  package static let closed = Descriptor(kind: .closed, inode: 0)
}
