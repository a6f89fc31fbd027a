// SPDX-License-Identifier: Apache-2.0

package import Events

/// Whose answers are trusted.
package enum ResolverChoice: Hashable, Sendable {
  /// Those of the resolv.conf that the process sees.
  case system
  case addresses([IPAddress])
}
