// SPDX-License-Identifier: Apache-2.0

/// Where installers may download from, by the policy's word.
extension Policy {
  /// The list of the server's entry, else that of the whole policy, in place of what the launcher has built
  /// in and is configured for. Of several candidates what every one may use; nil where the policy says
  /// nothing.
  package func registries(for subjects: [Subject]) -> Expectations? {
    let lists = subjects.flatMap { subject in
      (subject.names.isEmpty ? [""] : subject.names).map { name in
        server(named: name, of: subject)?.registries ?? registries
      }
    }
    let written = lists.compactMap { $0 }
    guard !written.isEmpty else { return nil }
    return Expectations(lists: written, origins: written.flatMap { $0.map(\.origin) })
  }
}
