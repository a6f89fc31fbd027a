// SPDX-License-Identifier: Apache-2.0

/// The entries and problems of one file.
package struct ConfigurationReading: Hashable, Sendable {
  package var entries: [ServerEntry]
  package var problems: [ConfigurationProblem]
  /// Absolute paths of projects the file lists, whose own files are to be read too.
  package var projects: [String]
  /// Files the file refers to for entries, as it spells them.
  package var references: [String]

  package init(
    entries: [ServerEntry] = [], problems: [ConfigurationProblem] = [], projects: [String] = [],
    references: [String] = []
  ) {
    self.entries = entries
    self.problems = problems
    self.projects = projects
    self.references = references
  }
}
