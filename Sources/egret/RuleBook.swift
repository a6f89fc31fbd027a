// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Policies
import Servers

/// What the files say: the policy, and the servers that clients' configurations list.
struct RuleBook {
  var policy: Policy
  private(set) var recognisers: [any Recogniser]
  /// What the clients' configurations say.
  private(set) var found = ServerDiscovery.Found()
  /// The policy's file; `built-in` where there is none.
  var name: String
  /// Of the policy's text; empty where there is none.
  var hash: String
  /// Diagnostics and problems that stop nothing.
  var warnings: [String]

  var entries: [ServerEntry] {
    get { found.entries }
    set {
      var fresh = found
      fresh.entries = newValue
      take(fresh)
    }
  }
  var entryCount: Int { found.entries.count }

  /// Throws where the policy cannot be used; a client's odd file is a warning.
  init(
    policy path: String?, homes: [String], clients: RunningClients = RunningClients(),
    unread: UnreadMounts = MountProbes().unread()
  ) throws {
    try self.init(policy: path)
    take(ServerDiscovery.discover(homes: homes, clients: clients, unread: unread))
    warnings += found.problems.map { "\($0)" }
  }

  /// The policy alone.
  init(policy path: String?) throws {
    let file = PolicyFile(path: path ?? PolicyFile.defaultPath)
    if path != nil || file.exists {
      let loaded = try PolicyFile.load(file.path)
      policy = loaded.policy
      warnings = loaded.warnings.map { "\($0)" }
      name = file.path
      hash = try file.digest()
    } else {
      policy = Policy()
      warnings = []
      name = "built-in"
      hash = ""
    }
    recognisers = []
  }

  /// Other configurations from now on; the policy stays.
  mutating func take(_ fresh: ServerDiscovery.Found) {
    if recognisers.isEmpty || fresh.entries != found.entries {
      recognisers = [EntryRecogniser(entries: fresh.entries)]
    }
    found = fresh
  }
}
