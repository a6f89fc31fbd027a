// SPDX-License-Identifier: Apache-2.0

package import Policies

/// Why there is no policy.
package enum PolicyFileError: Error, Hashable, Sendable {
  case unreadable(path: String, why: String)
  case notAFile(path: String)
  case tooLarge(path: String, most: Int)
  case notUTF8(path: String, isUTF16: Bool)
  /// A folder without a policy in it.
  case noFiles(path: String)
  case tooMany(path: String, most: Int)
  /// It was read, and is refused.
  case broken(path: String, [Diagnostic])
}

extension PolicyFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let why): "cannot read the policy \(path): \(why)"
    case .notAFile(let path): "cannot read the policy \(path): it is not a regular file"
    case .tooLarge(let path, let most):
      "cannot read the policy \(path): it is larger than \(most) bytes; no policy needs that"
    case .notUTF8(let path, let isUTF16):
      "cannot read the policy \(path): it is \(isUTF16 ? "UTF-16" : "not UTF-8"); save it as UTF-8"
    case .noFiles(let path): "cannot read the policy \(path): the folder has no *.yaml"
    case .tooMany(let path, let most):
      "cannot read the policy \(path): the folder has more than \(most) files"
    case .broken(let path, let diagnostics):
      diagnostics.map(\.description).joined(separator: "\n")
        + "\nthe policy \(path) is refused; mend the errors above"
    }
  }
}
