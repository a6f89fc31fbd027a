// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Glibc

/// The kernel's tables of where servers of the policy's may begin: as whom they run, and the cgroups in
/// which none does.
@safe struct AwaitedRuns {
  private let users: Int32
  private let cgroups: Int32
  private let hasUsers: UnsafeMutablePointer<UInt32>
  private let hasCgroups: UnsafeMutablePointer<UInt32>
  private var published: Set<UInt32> = []

  init(of object: borrowing LoadedObject) throws(KernelError) {
    users = try object.map("awaited_users")
    cgroups = try object.map("plain_cgroups")
    unsafe hasUsers = try object.global("has_users")
    unsafe hasCgroups = try object.global("has_cgroups")
  }

  /// What was said of cgroups before is forgotten. False where there are too many users.
  mutating func publish(users wanted: Set<UInt32>, byCgroup: Bool) -> Bool {
    forgetCgroups()
    unsafe hasCgroups.pointee = byCgroup ? 1 : 0
    var isWhole = true
    for user in wanted.subtracting(published).sorted() {
      var (key, value) = (user, UInt8(1))
      if unsafe bpf_map_update_elem(users, &key, &value, UInt64(BPF_ANY)) == 0 {
        published.insert(user)
      } else {
        isWhole = false
      }
    }
    for user in published.subtracting(wanted) {
      var key = user
      _ = unsafe bpf_map_delete_elem(users, &key)
      published.remove(user)
    }
    unsafe hasUsers.pointee = published.isEmpty ? 0 : 1
    return isWhole
  }

  /// None of the policy's servers runs in this cgroup.
  func pass(cgroup path: String) {
    guard let number = Self.number(of: path) else { return }
    var (key, value) = (number, UInt8(1))
    _ = unsafe bpf_map_update_elem(cgroups, &key, &value, UInt64(BPF_ANY))
  }

  private func forgetCgroups() {
    var key: UInt64 = 0
    for _ in 0..<16_384 where unsafe bpf_map_get_next_key(cgroups, nil, &key) == 0 {
      _ = unsafe bpf_map_delete_elem(cgroups, &key)
    }
  }

  /// The number by which the kernel knows a cgroup: its folder's inode.
  private static func number(of path: String) -> UInt64? {
    guard path.hasPrefix("/"), let root = try? CgroupRoot.path() else { return nil }
    var status = stat()
    guard unsafe stat(root + path, &status) == 0 else { return nil }
    return UInt64(status.st_ino)
  }
}
