// SPDX-License-Identifier: Apache-2.0

package import Events

/// Servers that no client lists.
extension Policy {
  /// The server that the process is by the policy's word: the entry with the most conditions, of equals
  /// the first in the file.
  package func server(
    running exec: Exec, in container: Container? = nil, taking port: UInt16? = nil
  ) -> (server: PolicyServer, reasons: [String])? {
    var best: (server: PolicyServer, reasons: [String])?
    for server in servers {
      guard let run = server.run, run.conditions > best?.server.run?.conditions ?? 0,
        let reasons = run.reasons(for: exec, in: container, taking: port)
      else { continue }
      best = (server, reasons)
    }
    return best
  }

  /// Those of whom something runs that no client lists.
  package var runs: [(server: PolicyServer, run: ServerRun)] {
    servers.compactMap { server in server.run.map { (server, $0) } }
  }

  /// The policy with users' numbers for their names; `number` knows them.
  package func resolved(users number: (String) -> UInt32?) -> Policy {
    var policy = self
    for index in policy.servers.indices {
      guard let user = policy.servers[index].run?.user, user.number == nil else { continue }
      policy.servers[index].run?.user?.number = number(user.text)
    }
    return policy
  }

  /// Names of users that are nobody's here: their servers are found by no process.
  package var unknownUsers: [Diagnostic] {
    runs.compactMap { _, run in
      guard let user = run.user, user.number == nil else { return nil }
      return Diagnostic(
        place: user.place, level: .warning,
        message: "the machine's /etc/passwd has no user \(user.text): nothing will be this server")
    }
  }
}
