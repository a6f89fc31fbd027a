// SPDX-License-Identifier: Apache-2.0

/// Where an entry's URL leads, if that may be this machine.
extension ServerEntry {
  /// Where its URL may lead to on this machine, or that of the bridge which it starts; nil where it has none.
  package var localURL: LocalURL? {
    if case .remote(let text) = transport { return LocalURL(text) }
    return bridgedURL
  }

  /// Of an entry that starts a bridge: where that may lead to on this machine, to the server behind.
  package var bridgedURL: LocalURL? {
    guard case .stdio(let command) = transport, command.contains(where: { $0.contains("://") })
    else { return nil }
    return Launch.chain(command).lazy.compactMap(\.remote).first.flatMap { LocalURL($0) }
  }
}
