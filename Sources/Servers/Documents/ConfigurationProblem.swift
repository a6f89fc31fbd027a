// SPDX-License-Identifier: Apache-2.0

/// Something a configuration file says that Egret cannot use. Reported, never fatal.
package struct ConfigurationProblem: Hashable, Sendable {
  /// 1-based; nil if it concerns the whole file, or if the format's reader does not know.
  package var line: Int?
  /// What is wrong, without any value of the file but names.
  package var text: String
  /// What is not known because of it; nil where nothing is missing.
  package var lost: Lost?

  package enum Lost: String, Hashable, Sendable, CaseIterable {
    /// No server of the file.
    case file
    /// Some servers of the file, or of files that it leads to.
    case part
    /// One server.
    case entry
  }

  package init(line: Int? = nil, text: String, lost: Lost? = nil) {
    self.line = line
    self.text = text
    self.lost = lost
  }
}
