// SPDX-License-Identifier: Apache-2.0

/// Inode numbers of the namespaces a process was in; 0 where it is not known.
package struct Namespaces: Hashable, Sendable {
  package var net: UInt32
  package var mount: UInt32
  package var pid: UInt32
  package var user: UInt32

  package init(net: UInt32, mount: UInt32, pid: UInt32, user: UInt32) {
    self.net = net
    self.mount = mount
    self.pid = pid
    self.user = user
  }

  package static let unknown = Namespaces(net: 0, mount: 0, pid: 0, user: 0)
}
