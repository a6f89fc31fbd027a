// SPDX-License-Identifier: Apache-2.0

/// What says that an address goes by a name.
package enum NameEvidence: String, Hashable, Sendable, CaseIterable {
  /// `sni`, `quic` and `http`: only the process itself said so, in a ClientHello over TCP or QUIC, or as the
  /// Host of a request. `dns`: the server's own processes were told. `machine`: a resolver daemon of the
  /// machine was. `proxy`: a proxy was told the name.
  case dns, machine, proxy, sni, quic, http, none
}
