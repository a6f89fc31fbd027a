// SPDX-License-Identifier: Apache-2.0

/// The entries and problems of one file.
package struct ConfigurationReading: Hashable, Sendable {
  package var entries: [ServerEntry]
  package var problems: [ConfigurationProblem]
  /// Absolute paths of projects the file lists, whose own files are to be read too.
  package var projects: [String]
  /// Files the file refers to for entries, as it spells them.
  package var references: [String]
  /// Absolute paths of workspace files that it names, which list folders and entries.
  package var workspaces: [String]
  /// There is not a word in it: it may be about to be written.
  package var isBlank: Bool

  package init(
    entries: [ServerEntry] = [], problems: [ConfigurationProblem] = [], projects: [String] = [],
    references: [String] = [], workspaces: [String] = [], isBlank: Bool = false
  ) {
    self.entries = entries
    self.problems = problems
    self.projects = projects
    self.references = references
    self.workspaces = workspaces
    self.isBlank = isBlank
  }
}
