// SPDX-License-Identifier: Apache-2.0

/// A command line as a recorded log may keep it: credentials are taken out as alerts take them out,
/// so that an alert made of what was kept is the one made of the original.
package enum RecordedCommand {
  /// A word with a variable of a client's configuration keeps it: that is no value.
  package static func kept(_ arguments: [String], isCut: Bool = false) -> [String] {
    var redactor = Redactor()
    return arguments.enumerated().map { index, argument in
      let isLast = index == arguments.count - 1
      let shown = redactor.redact(argument, isCut: isLast && isCut)
      return hasVariable(argument) ? argument : shown
    }
  }

  private static func hasVariable(_ argument: String) -> Bool {
    ["${", "{env:", "{file:"].contains { argument.contains($0) }
  }
}
