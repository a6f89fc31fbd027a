// SPDX-License-Identifier: Apache-2.0

/// How the bytes of a file become values.
package enum ConfigurationFormat: String, Hashable, Sendable, CaseIterable {
  /// With comments and trailing commas: every product's JSON is read this leniently.
  case json, toml, yaml
}
