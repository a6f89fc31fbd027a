// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Asks the mounts that another machine or a program serves whether they answer, each in a process
/// of its own: the one that asks may never come back, and a thread of ours would keep us from ending.
/// A mount that has not answered is not asked again until it does.
package final class MountProbes {
  /// Together, in milliseconds.
  private static let patience: Int64 = 500
  private static let limit = 64

  /// Descriptors that end with the answer.
  private var open: [MountPoint: Int32] = [:]

  package init() {}

  deinit { for descriptor in open.values { close(descriptor) } }

  package func unread() -> UnreadMounts { unread(among: Mounts.all()) }

  func unread(among mounts: [MountPoint]) -> UnreadMounts {
    let remote = mounts.filter(\.isRemote)
    forget(allBut: Set(remote))
    var reasons: [MountPoint: UnreadMounts.Reason] = [:]
    let user = geteuid()
    for mount in remote {
      if let server = mount.server, server != 0, server != user {
        reasons[mount] = .usersOwn(server)
      } else if !ask(mount) {
        reasons[mount] = .silent
      }
    }
    wait()
    for mount in open.keys { reasons[mount] = .silent }
    return UnreadMounts(reasons)
  }

  private func forget(allBut mounts: Set<MountPoint>) {
    for (mount, descriptor) in open where !mounts.contains(mount) {
      close(descriptor)
      open[mount] = nil
    }
  }

  /// False where it cannot be asked.
  private func ask(_ mount: MountPoint) -> Bool {
    if open[mount] != nil { return true }
    guard open.count < Self.limit else { return false }
    let descriptor = unsafe egret_ask_mount(mount.path)
    guard descriptor >= 0 else { return false }
    open[mount] = descriptor
    return true
  }

  private func wait() {
    let end = Int64(Clock.boottime() / 1_000_000) + Self.patience
    while !open.isEmpty {
      let left = end - Int64(Clock.boottime() / 1_000_000)
      var waited = open.values.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let count = unsafe poll(&waited, nfds_t(waited.count), Int32(max(0, left)))
      if count < 0 && errno == EINTR { continue }
      let ended = Set(waited.filter { $0.revents != 0 }.map(\.fd))
      for (mount, descriptor) in open where ended.contains(descriptor) {
        close(descriptor)
        open[mount] = nil
      }
      if count <= 0 || left <= 0 { return }
    }
  }
}
