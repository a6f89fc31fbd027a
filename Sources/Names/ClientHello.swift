// SPDX-License-Identifier: Apache-2.0

/// What a TLS client says first, of which Egret reads the name of the server. The process wrote it:
/// it can raise an alarm and never silence one.
package struct ClientHello: Hashable, Sendable {
  /// The server_name extension (RFC 6066, section 3): lower case; nil where there is none.
  package var serverName: String?
  /// Encrypted Client Hello (RFC 9849): the name is only that of the front.
  package var isEncrypted: Bool

  package init(serverName: String?, isEncrypted: Bool = false) {
    self.serverName = serverName
    self.isEncrypted = isEncrypted
  }
}
