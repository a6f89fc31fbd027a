// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Glibc
import Servers

/// A draft's file cannot be made.
struct DraftFileError: Error, CustomStringConvertible {
  let path: String
  /// errno
  let code: Int32

  var description: String {
    let why = SystemCallError(code: code)
    let advice =
      code == EEXIST
      ? "name a file that is not there yet, and compare the two"
      : "name a place that can be written"
    return "cannot make \(ShownText.escaped(path, limit: 500)): \(why); what to do: \(advice)"
  }
}
