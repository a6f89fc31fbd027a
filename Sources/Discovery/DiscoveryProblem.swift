// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Servers

/// Something about a configuration file that a person should know.
package struct DiscoveryProblem: Hashable, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int?
  package var text: String
  /// What is not known because of it; nil where nothing is missing.
  package var lost: ConfigurationProblem.Lost?

  package init(
    file: String, line: Int?, text: String, lost: ConfigurationProblem.Lost? = nil
  ) {
    self.file = file
    self.line = line
    self.text = text
    self.lost = lost
  }

  /// `file:line: text`, fit for a terminal.
  package var description: String {
    let place = ShownText.escaped(file, limit: 500) + (line.map { ":\($0)" } ?? "")
    return "\(place): \(text)"
  }
}
