// SPDX-License-Identifier: Apache-2.0

/// Where an entry's URL leads, if that is this machine.
extension ServerEntry {
  /// Where its URL leads to on this machine; nil where it has none, or that of another machine.
  package var localURL: LocalURL? {
    guard case .remote(let text) = transport else { return nil }
    return LocalURL(text)
  }
}
