// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The pid namespaces that are not the machine's, and which server lives in each. A process in such
/// a one is asked after once per namespace.
struct ContainerTable: Sendable {
  struct Home: Sendable {
    /// The first process seen there: when it ends, so does the namespace, or it may.
    var process: ProcessID
    /// Egret's number of the server; nil where no server is known to live there.
    var server: UInt32?
    /// As its runtime's files describe it, once they were read.
    var container: Container?
  }

  private static let limit = 4_096
  private var homes: [UInt32: Home] = [:]
  private var namespaces: [ProcessID: UInt32] = [:]
  /// The machine's own pid namespace; 0 until it is known.
  private var machine: UInt32 = 0

  /// Servers that live in a container.
  var servers: [UInt32] { homes.values.compactMap(\.server) }

  var count: Int { homes.count }

  subscript(namespace: UInt32) -> Home? { homes[namespace] }

  /// The first process, or the kernel's own first thread where that one's files are closed, shows
  /// the machine's namespace.
  mutating func noteMachine(_ exec: Exec) {
    guard machine == 0, exec.actor.process.pid <= 2 else { return }
    machine = exec.namespaces.pid
  }

  /// Whether it is known to run in another pid namespace than the machine's.
  func holds(_ exec: Exec) -> Bool {
    let namespace = exec.namespaces.pid
    return machine != 0 && namespace != 0 && namespace != machine
  }

  /// The oldest makes room: it is asked for again at its next exec.
  mutating func add(_ namespace: UInt32, process: ProcessID) {
    if homes.count >= Self.limit, let oldest = namespaces.keys.min(by: Self.isOlder) {
      forget(oldest)
    }
    homes[namespace] = Home(process: process)
    namespaces[process] = namespace
  }

  mutating func bind(_ namespace: UInt32, to server: UInt32) {
    homes[namespace]?.server = server
  }

  mutating func describe(_ container: Container) {
    homes[container.pidNamespace]?.container = container
  }

  /// A process ended; numbers of namespaces are used again.
  mutating func forget(_ process: ProcessID) {
    if let namespace = namespaces.removeValue(forKey: process) { homes[namespace] = nil }
  }

  private static func isOlder(_ left: ProcessID, _ right: ProcessID) -> Bool {
    (left.start.nanoseconds, left.pid) < (right.start.nanoseconds, right.pid)
  }
}

extension Exec {
  /// Whether it runs in another pid namespace; false where either is not known.
  func isElsewhere(than other: Exec) -> Bool {
    let (own, others) = (namespaces.pid, other.namespaces.pid)
    return own != 0 && others != 0 && own != others
  }
}
