// SPDX-License-Identifier: Apache-2.0

package import Policies

/// What is known of a server that runs, whatever it reached.
package struct ServerBackground: Sendable {
  /// All that it may be.
  package var names: [String]
  package var expectations: Expectations
  /// What the catalogue has for it and was read in no source.
  package var unverified: [String]
  /// Names that it asked resolvers for.
  package var asked: [String]
}
