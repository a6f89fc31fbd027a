// SPDX-License-Identifier: Apache-2.0

import Discovery
import Kernel
import Monitoring
import Policies
import Servers

/// The servers that clients list, as a policy asks for them.
enum ConfiguredSubjects {
  /// Those that this user may read of, now. Throws where a directory that was given cannot be read.
  static func all(homes: [String]) throws(ClosedHomeError) -> [Subject] {
    var clients = RunningClients(homes: homes)
    for process in RunningServers.processes() { _ = clients.note(process, isBelowClient: false) }
    let found = ServerDiscovery.discover(
      homes: homes, clients: clients, unread: MountProbes().unread())
    if let closed = found.closedHomes.first { throw ClosedHomeError(path: closed) }
    return found.entries.map(Subject.init)
  }
}

extension Subject {
  init(_ entry: ServerEntry) {
    self.init(
      names: [entry.name], package: Self.launch(entry).flatMap(Launch.package(of:))?.description,
      program: Self.launch(entry)?.first ?? "", client: entry.client, implied: entry.implied,
      granted: entry.granted, proxies: entry.proxies)
  }

  /// The words of the entry's command; nil for a remote server.
  private static func launch(_ entry: ServerEntry) -> [String]? {
    guard case .stdio(let command) = entry.transport else { return nil }
    return EntryWarning.line(command)
  }
}

extension PolicyWords {
  /// The products whose configurations Egret reads, and the rules of its alerts.
  static let ofEgret = PolicyWords(
    clients: KnownClients(Products.all.map(\.name)), rules: Rule.allCases.map(\.rawValue))
}
