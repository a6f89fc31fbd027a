// SPDX-License-Identifier: Apache-2.0

package import Events

/// The texts of a resolver configuration, and who could have written them.
package struct ResolverReading: Sendable {
  package var resolv: [UInt8]
  package var hosts: [UInt8]
  package var mark: ResolverMark
  package var resolvWriters: Resolvers.Writers
  package var hostsWriters: Resolvers.Writers
  /// Egret lives in the same mount namespace.
  package var isOfMachine: Bool
  /// The mount namespace belongs to a user namespace other than the machine's.
  package var isOfUser: Bool
}
