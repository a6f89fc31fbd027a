// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Notices that clients' configurations changed, and who changed them if the kernel says so.
struct ConfigurationWatch: ~Copyable {
  private static let pathLimit = 10_000

  private var files: FileWatcher
  private var writers: FileWriters?
  private var plan = WatchPlan()
  /// Since `taken`.
  private(set) var changes = Changes()
  /// How often something that matters changed since the start.
  private(set) var news: UInt64 = 0
  private(set) var isChanged = false

  init() throws(KernelError) {
    files = try FileWatcher()
    writers = FileWriters()
  }

  var descriptor: Int32 { files.descriptor }
  /// Directories that are followed.
  var count: Int { files.count }
  /// The kernel may say who writes.
  var knowsWriters: Bool { writers != nil }

  /// Follows these places from now on: how many directories found no room, and whether any was not
  /// followed before.
  mutating func follow(_ plan: WatchPlan) -> (refused: Int, hasNew: Bool) {
    notice()
    let known = Set(self.plan.directories)
    self.plan = plan
    let refused = follow(plan.directories)
    let hasNew = plan.directories.contains { !known.contains($0) }
    return (refused + (plan.isCut ? 1 : 0), hasNew)
  }

  private mutating func follow(_ directories: [WatchedDirectory]) -> Int {
    writers?.forget()
    var writers: FileWriters?
    swap(&writers, &self.writers)  // taken out: the files are being changed meanwhile
    defer { swap(&writers, &self.writers) }
    return files.follow(directories) { writers?.follow($0, descriptor: $1) }
  }

  /// Takes in what the kernel has queued. True if something that matters has changed since `taken`.
  @discardableResult
  mutating func notice() -> Bool {
    guard files.hasChanges else { return isChanged }
    guard let found = files.take() else {
      changes.isEverything = true
      news &+= 1
      isChanged = true
      takeWriters()
      return true
    }
    for change in found where plan.matters(change) { add(change) }
    takeWriters()
    return isChanged
  }

  private mutating func add(_ change: FileChange) {
    news &+= 1
    isChanged = true
    for directory in change.directories {
      guard changes.paths.count < Self.pathLimit else {
        changes.isEverything = true
        return
      }
      changes.paths.insert(directory.path(of: change.name))
    }
  }

  private mutating func takeWriters() {
    guard let found = writers?.take() else { return }
    for (path, pid) in found where changes.paths.contains(path) { changes.writers[path] = pid }
  }

  /// Everything since the last call. To be asked before the files are read.
  mutating func taken() -> Changes {
    notice()
    defer {
      changes = Changes()
      isChanged = false
    }
    return changes
  }
}
