// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The pid namespaces that are not the machine's, and which server lives in each.
struct ContainerTable: Sendable {
  struct Place: Sendable {
    /// The first process seen there: when it ends, so does the namespace, or it may.
    var process: ProcessID
    /// What is in it, told by its files; nil until the answer came.
    var container: Container?
    /// Egret's number of the server; nil where it is nobody's.
    var server: UInt32?
  }

  private static let limit = 4_096
  private var places: [UInt32: Place] = [:]
  private var namespaces: [ProcessID: UInt32] = [:]

  /// Servers that live in a container.
  var servers: [UInt32] { places.values.compactMap(\.server) }

  var count: Int { places.count }

  subscript(namespace: UInt32) -> Place? { places[namespace] }

  /// The oldest makes room: it is asked for again at its next exec.
  mutating func add(_ namespace: UInt32, process: ProcessID) {
    if places.count >= Self.limit, let oldest = namespaces.keys.min(by: Self.isOlder) {
      forget(oldest)
    }
    places[namespace] = Place(process: process)
    namespaces[process] = namespace
  }

  mutating func learn(_ container: Container) {
    places[container.pidNamespace]?.container = container
  }

  mutating func bind(_ namespace: UInt32, to server: UInt32) {
    places[namespace]?.server = server
  }

  /// A process ended; numbers of namespaces are used again.
  mutating func forget(_ process: ProcessID) {
    if let namespace = namespaces.removeValue(forKey: process) { places[namespace] = nil }
  }

  private static func isOlder(_ left: ProcessID, _ right: ProcessID) -> Bool {
    (left.start.nanoseconds, left.pid) < (right.start.nanoseconds, right.pid)
  }
}
