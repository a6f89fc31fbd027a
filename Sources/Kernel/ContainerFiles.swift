// SPDX-License-Identifier: Apache-2.0

/// What container runtimes keep of a container in files of their own: no call to any daemon. Root's
/// places first, then those of users who run one without root.
package enum ContainerFiles {
  /// Docker's record of a container.
  package static func docker(id: String) -> [UInt8]? {
    first { files, storage in
      let path = storage.isEmpty ? "var/lib/docker" : storage + "/docker"
      return try? files.read("\(path)/containers/\(id)/config.v2.json", limit: size).bytes
    }
  }

  /// The list of containers in which podman keeps this one.
  package static func podman(id: String) -> [UInt8]? {
    first { files, storage in
      let mark = Array(id.utf8)
      for path in lists(in: storage) {
        guard let bytes = try? files.read(path).bytes, contains(bytes, mark) else { continue }
        return bytes
      }
      return nil
    }
  }

  /// The runtime's own description of the process: containerd's, or podman's.
  package static func runtimeSpecification(id: String) -> [UInt8]? {
    first { files, storage in
      for path in specifications(of: id, in: storage) {
        if let bytes = try? files.read(path, limit: size).bytes { return bytes }
      }
      return nil
    }
  }

  private static let size = 1 << 20
  private static let drivers = ["overlay", "vfs", "btrfs"]

  private static func storage(_ storage: String) -> String {
    storage.isEmpty ? "var/lib/containers/storage" : storage + "/containers/storage"
  }

  private static func lists(in place: String) -> [String] {
    drivers.map { "\(storage(place))/\($0)-containers/containers.json" }
  }

  private static func specifications(of id: String, in place: String) -> [String] {
    let podman = drivers.map { "\(storage(place))/\($0)-containers/\(id)/userdata/config.json" }
    if !place.isEmpty { return podman }
    let tasks = "run/containerd/io.containerd.runtime.v2.task"
    return ["moby", "default", "k8s.io"].map { "\(tasks)/\($0)/\(id)/config.json" } + podman
  }

  /// The first place that has it. Files below a home must be its owner's.
  private static func first(
    _ read: (borrowing UserFiles, _ storage: String) -> [UInt8]?
  ) -> [UInt8]? {
    if let files = try? UserFiles(below: "/", owner: 0), let found = read(files, "") { return found }
    for account in Accounts.local().prefix(64) where account.user != 0 {
      guard let files = try? UserFiles(below: account.home, owner: account.user) else { continue }
      if let found = read(files, ".local/share") { return found }
    }
    return nil
  }

  private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
    guard let head = mark.first, bytes.count >= mark.count else { return false }
    var index = 0
    while let place = bytes[index...].firstIndex(of: head), place + mark.count <= bytes.count {
      if bytes[place..<(place + mark.count)].elementsEqual(mark) { return true }
      index = place + 1
    }
    return false
  }
}
