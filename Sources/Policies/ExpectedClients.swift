// SPDX-License-Identifier: Apache-2.0

package import Events

/// From where other machines may connect to a server. One list per candidate name; a client is expected
/// only if every list has it.
package struct ExpectedClients: Hashable, Sendable {
  private let lists: [[Network]]

  package init(lists: [[Network]]) { self.lists = lists }

  /// Nobody.
  package static let none = ExpectedClients(lists: [])

  package func allow(_ address: IPAddress) -> Bool {
    !lists.isEmpty && lists.allSatisfy { list in list.contains { $0.contains(address) } }
  }
}

extension Policy {
  package func clients(for subjects: [Subject]) -> ExpectedClients {
    ExpectedClients(
      lists: subjects.flatMap { subject in
        subject.names.map { server(named: $0, of: subject).map(expectedClients) ?? [] }
      })
  }
}
