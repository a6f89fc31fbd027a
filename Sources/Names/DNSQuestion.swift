// SPDX-License-Identifier: Apache-2.0

/// What was asked for.
package struct DNSQuestion: Hashable, Sendable {
  /// Lower case, no dot at the end.
  package var name: String
  package var type: DNSType
  /// Of class IN, the only one in use.
  package var isInternet: Bool

  package init(name: String, type: DNSType, isInternet: Bool = true) {
    self.name = name
    self.type = type
    self.isInternet = isInternet
  }
}
