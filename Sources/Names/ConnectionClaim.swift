// SPDX-License-Identifier: Apache-2.0

package import Events

/// What a process says on a connection of where it wants to go. It can raise an alarm and name an
/// address that has no name; it never makes anything expected.
package enum ConnectionClaim: Hashable, Sendable {
  case tls(ClientHello)
  case http(HTTPRequest)
  case proxy(ProxyTarget)
}
