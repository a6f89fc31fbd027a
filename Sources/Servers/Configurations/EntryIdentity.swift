// SPDX-License-Identifier: Apache-2.0

/// What makes an entry the same one in two readings of its file.
package struct EntryIdentity: Hashable, Sendable {
  private let file: String
  private let client: String
  private let project: String?
  private let name: String
  private let user: UInt32?

  package init(_ entry: ServerEntry) {
    file = entry.file
    client = entry.client
    project = entry.project
    name = entry.name
    user = entry.user
  }
}
