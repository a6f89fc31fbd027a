// SPDX-License-Identifier: Apache-2.0

/// Something a configuration file says that Egret cannot use. Reported, never fatal.
package struct ConfigurationProblem: Hashable, Sendable {
  /// 1-based; nil if it concerns the whole file, or if the format's reader does not know.
  package var line: Int?
  /// What is wrong, without any value of the file but names.
  package var text: String

  package init(line: Int? = nil, text: String) {
    self.line = line
    self.text = text
  }
}
