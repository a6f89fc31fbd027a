// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// A position in a text file. Line and column count from 1; columns in Unicode scalars.
package struct Place: Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `policy.yaml:12`: the last part of the path, safe to show.
  package var short: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return "\(ShownText.escaped(name, limit: 120)):\(line)"
  }
}

extension Place: CustomStringConvertible {
  /// `/etc/egret/policy.yaml:12:7`, safe to show.
  package var description: String { "\(ShownText.escaped(file, limit: 4096)):\(line):\(column)" }
}
