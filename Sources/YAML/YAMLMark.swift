// SPDX-License-Identifier: Apache-2.0

/// Where something starts in a document. Both count from 1; columns are Unicode scalars.
package struct YAMLMark: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
