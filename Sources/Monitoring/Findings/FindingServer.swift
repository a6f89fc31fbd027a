// SPDX-License-Identifier: Apache-2.0

/// The server a finding names.
package struct FindingServer: Hashable, Sendable {
  /// As the client's configuration spells it. Several that fit equally are in `candidates`.
  package var name: String
  /// The package or program it is: `pypi:mcp-server-time`, or the program's base name.
  package var package: String
  package var client: String
  /// The configuration file; empty where there is none.
  package var config: String
  /// Where the entry begins in it; nil where that is not known.
  package var line: Int?
  /// `high`, `medium`, `low`.
  package var confidence: String
  package var transport: String
  /// All that fit equally, the named one first; one where the name is certain.
  package var candidates: [String]
  /// The package's version can never be another; nil where there is no package.
  package var isPinned: Bool?
  /// A person started it by hand.
  package var isManual: Bool

  package init(
    name: String, package: String, client: String, config: String, confidence: String,
    transport: String, candidates: [String], isPinned: Bool? = nil,
    isManual: Bool = false, line: Int? = nil
  ) {
    self.name = name
    self.package = package
    self.client = client
    self.config = config
    self.confidence = confidence
    self.transport = transport
    self.candidates = candidates
    self.isPinned = isPinned
    self.isManual = isManual
    self.line = line
  }
}
