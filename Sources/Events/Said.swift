// SPDX-License-Identifier: Apache-2.0

/// The message in which a claim was made.
package enum Said: Hashable, Sendable {
  /// A ClientHello, over TCP or QUIC. Without a name it names nobody. Encrypted Client Hello: the name
  /// is the front's only.
  case hello(name: String?, isEncrypted: Bool)
  /// The Host of a plain HTTP request.
  case host(String)
  /// What a proxy was told.
  case proxy(ProxyTarget)
}
