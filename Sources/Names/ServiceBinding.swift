// SPDX-License-Identifier: Apache-2.0

package import Events

/// An SVCB or HTTPS record (RFC 9460): another name for a service, or where it is served.
package struct ServiceBinding: Hashable, Sendable {
  /// 0 is AliasMode: `target` stands for the owner, and there are no parameters.
  package var priority: UInt16
  /// `.` is the owner itself.
  package var target: String
  package var port: UInt16?
  /// `ipv4hint` and `ipv6hint`: addresses that a client may use before it asks for them.
  package var hints: [IPAddress]
  /// Has the configuration of Encrypted ClientHello.
  package var isEncrypted: Bool

  package init(
    priority: UInt16, target: String, port: UInt16? = nil, hints: [IPAddress] = [],
    isEncrypted: Bool = false
  ) {
    self.priority = priority
    self.target = target
    self.port = port
    self.hints = hints
    self.isEncrypted = isEncrypted
  }

  package var isAlias: Bool { priority == 0 }
}
