// SPDX-License-Identifier: Apache-2.0

/// What says that an address goes by a name.
package enum NameEvidence: String, Hashable, Sendable, CaseIterable {
  case dns, sni, quic, http, none
}
