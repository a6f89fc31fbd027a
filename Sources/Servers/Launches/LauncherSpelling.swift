// SPDX-License-Identifier: Apache-2.0

/// The several names of launchers: `uv tool run`, `uv tool uvx` and `uvx` are one, `npm exec`,
/// `npm x` and `npx` another.
enum LauncherSpelling {
  /// The short spelling; nil if the line has it already, or is of no such launcher.
  static func usual(_ words: ArraySlice<String>) -> [String]? {
    guard let first = words.first else { return nil }
    let rest = words.dropFirst()
    switch CommandLineText.baseName(first) {
    case "uv":
      guard rest.first == "tool", let verb = rest.dropFirst().first, verb == "run" || verb == "uvx"
      else { return nil }
      return ["uvx"] + rest.dropFirst(2)
    case "npm":
      guard let verb = rest.first, verb == "exec" || verb == "x" else { return nil }
      return ["npx"] + rest.dropFirst()
    default: return nil
    }
  }
}
