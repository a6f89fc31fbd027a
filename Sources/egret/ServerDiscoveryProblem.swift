// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Servers

/// Something about a configuration file that a person should know.
struct DiscoveryProblem: Hashable, Sendable, CustomStringConvertible {
  var file: String
  var line: Int?
  var text: String

  /// `file:line: text`, fit for a terminal.
  var description: String {
    let place = ShownText.escaped(file, limit: 500) + (line.map { ":\($0)" } ?? "")
    return "\(place): \(text)"
  }
}
