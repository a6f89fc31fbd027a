// SPDX-License-Identifier: Apache-2.0

import Events
import Glibc
import Kernel
import Monitoring
import Sinks

/// The memory of servers and the file that keeps it: read at the start, written as a whole a while after it changed.
///
/// A file that is broken, another's, or not there is begun anew. Where it cannot be written Egret goes on, and
/// forgets when it ends.
struct MemoryFile {
  static let defaultFolder = "/var/lib/egret"
  private static let name = "servers.json"
  /// Nanoseconds between a change and its writing: what a start changes is written at once with the hosts that
  /// follow it.
  private static let delay: UInt64 = 5_000_000_000

  private(set) var memory: ServerMemory
  private let file: ReplacedFile?
  private var isDirty = false
  private var changed: UInt64 = 0
  private var hasFailed = false
  /// What is wrong with the file, to be logged once.
  private(set) var fault: String?

  /// `folder` nil keeps nothing.
  init(folder: String?) {
    guard let folder else {
      (memory, file) = (ServerMemory(), nil)
      return
    }
    // Already there is no error; anything else shows when it is written.
    _ = unsafe mkdir(folder, 0o700)
    file = ReplacedFile(path: "\(folder)/\(Self.name)")
    let read = Self.read(folder)
    memory = read.memory
    fault = read.fault
  }

  /// Nobody but root and Egret's own user may have written it.
  private static func read(_ folder: String) -> (memory: ServerMemory, fault: String?) {
    do throws(UserFiles.Failure) {
      let files = try UserFiles(below: folder, owner: Accounts.current)
      let file = try files.read(name, limit: ServerMemory.size)
      if file.isWorldWritable {
        return (ServerMemory(), "\(folder)/\(name): anyone may change it; begun anew")
      }
      if let memory = ServerMemory(file.bytes) { return (memory, nil) }
      return (ServerMemory(), "\(folder)/\(name): not what Egret wrote; begun anew")
    } catch {
      if case .missing = error { return (ServerMemory(), nil) }
      return (ServerMemory(), "\(folder)/\(name): \(error.text)")
    }
  }

  /// As it stands, for who only looks; empty where this user may not.
  static func read() -> ServerMemory { read(defaultFolder).memory }

  mutating func begin(_ question: PackageQuestion, _ facts: ProgramFacts) -> PackageHistory? {
    let now = Self.wallClock()
    let history = memory.begin(question, facts, now: now)
    if history != nil { touch() }
    return history
  }

  mutating func note(_ host: String, of server: String) {
    if memory.note(host, of: server) { touch() }
  }

  private mutating func touch() {
    if !isDirty { changed = Clock.boottime() }
    isDirty = true
  }

  /// Writes what changed a while ago, or now.
  mutating func write(now: Bool = false) {
    guard isDirty, let file, !hasFailed, now || Clock.boottime() &- changed > Self.delay else {
      return
    }
    isDirty = false
    do throws(SinkError) { try file.replace(with: memory.bytes, mode: 0o600) } catch {
      hasFailed = true
      fault = "what servers were at their last start is not kept: \(error)"
    }
  }

  mutating func takeFault() -> String? {
    defer { fault = nil }
    return fault
  }

  /// Seconds since 1970.
  static func wallClock() -> UInt64 {
    UInt64(
      max(0, Int64(clamping: Clock.boottime()) &+ Int64(clamping: Clock.realtimeOffset()))
        / 1_000_000_000)
  }
}
