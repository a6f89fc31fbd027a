// SPDX-License-Identifier: Apache-2.0

/// Why a file is no TOML. The text quotes nothing of the file, which may hold a credential.
struct TOMLFailure: Error {
  var line: Int
  var text = "not valid TOML"
}
