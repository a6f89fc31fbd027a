// SPDX-License-Identifier: Apache-2.0

/// What container runtimes keep of a container in files of their own: no call to any daemon. Root's
/// places first, then those of users who run one without root.
package enum ContainerFiles {
  /// Docker's record of a container. `root` is where root's docker keeps its data, where that was
  /// said.
  package static func docker(id: String, root: String? = nil) -> [UInt8]? {
    docker("config.v2.json", of: id, root)
  }

  /// What docker was asked to do for a container: the ports among it.
  package static func dockerHost(id: String, root: String? = nil) -> [UInt8]? {
    docker("hostconfig.json", of: id, root)
  }

  private static func docker(_ name: String, of id: String, _ root: String?) -> [UInt8]? {
    first { files, storage in
      let places =
        storage.isEmpty ? systemDocker + [root].compactMap(\.self) : ["\(storage)/docker"]
      for path in places {
        let file = "\(path)/containers/\(id)/\(name)"
        if let bytes = read(file, in: files, limit: size) { return bytes }
      }
      return nil
    }
  }

  /// The list of containers in which podman keeps this one.
  package static func podman(id: String, root: String? = nil) -> [UInt8]? {
    first { files, storage in
      let mark = Array(id.utf8)
      for path in lists(in: storage, root) {
        guard let bytes = read(path, in: files, limit: UserFiles.sizeLimit), contains(bytes, mark)
        else { continue }
        return bytes
      }
      return nil
    }
  }

  /// The runtimes' own settings, which say where the rest is: docker's, and containers/storage's.
  package static var dockerSettings: [UInt8]? { setting("etc/docker/daemon.json") }
  package static var storageSettings: [UInt8]? { setting("etc/containers/storage.conf") }

  private static func setting(_ path: String) -> [UInt8]? {
    guard let files = try? UserFiles(below: "/", owner: 0) else { return nil }
    return read(path, in: files, limit: size)
  }

  /// Links are root's own here, or stay in the user's home: data is moved to a larger disk so.
  private static func read(
    _ path: String, in files: borrowing UserFiles, limit: Int
  ) -> [UInt8]? {
    do throws(UserFiles.Failure) { return try files.read(path, limit: limit).bytes } catch {
      guard error == .link, let real = try? files.resolved(path) else { return nil }
      return try? files.read(real, limit: limit).bytes
    }
  }

  /// As it is packed, and as a snap is.
  private static let systemDocker = ["var/lib/docker", "var/snap/docker/common/var-lib-docker"]

  /// The runtime's own description of the process: containerd's, or podman's.
  package static func runtimeSpecification(id: String, root: String? = nil) -> [UInt8]? {
    first { files, storage in
      for path in specifications(of: id, in: storage, root) {
        if let bytes = read(path, in: files, limit: size) { return bytes }
      }
      return nil
    }
  }

  private static let size = 1 << 20
  private static let drivers = ["overlay", "vfs", "btrfs"]

  private static func storage(_ storage: String) -> String {
    storage.isEmpty ? "var/lib/containers/storage" : storage + "/containers/storage"
  }

  /// The folders in which podman keeps its containers.
  private static func folders(in place: String, _ root: String?) -> [String] {
    let tops = [storage(place)] + (place.isEmpty ? [root].compactMap(\.self) : [])
    return tops.flatMap { top in drivers.map { "\(top)/\($0)-containers" } }
  }

  private static func lists(in place: String, _ root: String?) -> [String] {
    folders(in: place, root).map { $0 + "/containers.json" }
  }

  private static func specifications(
    of id: String, in place: String, _ root: String?
  ) -> [String] {
    let podman = folders(in: place, root).map { "\($0)/\(id)/userdata/config.json" }
    if !place.isEmpty { return podman }
    let tasks = "run/containerd/io.containerd.runtime.v2.task"
    return ["moby", "default", "k8s.io"].map { "\(tasks)/\($0)/\(id)/config.json" } + podman
  }

  /// The first place that has it. Files below a home must be its owner's.
  private static func first(
    _ read: (borrowing UserFiles, _ storage: String) -> [UInt8]?
  ) -> [UInt8]? {
    if let files = try? UserFiles(below: "/", owner: 0), let found = read(files, "") {
      return found
    }
    let mounts = Mounts.all()
    for account in Accounts.local().prefix(1_000)
    where account.user != 0 && !Mounts.isRemote(account.home, among: mounts) {
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
