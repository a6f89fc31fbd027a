// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Servers

/// Arguments with a credential behind them, one a line, as alerts and recordings may keep them.
enum CredentialTarget: Target {
  static let name = "credentials"
  static let about = "redaction of arguments; a planted credential never shows"
  static let rounds: UInt64 = 500
  static let words = [
    "--token", "--password=", "-u", "user:pw", "https://u:p@a.test/", "ghp_", "sk-",
    "Authorization: ",
    "Bearer ", "-----BEGIN", "API_KEY=", "\"apiKey\":\"", "\n", "${", "{env:", "=", ":", "@", "'",
    "\"", " ",
  ]

  private static let secret = "Zq8planted5vWx0123hunter"

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let before = text.split(separator: "\n").prefix(64).map(String.init)
    for planted in [["--token", secret], ["--api-key=" + secret], ["API_TOKEN=" + secret]] {
      let kept = Redactor.redacted(before + planted)
      try hold(
        "an argument stays an argument", kept.count, kept.count == before.count + planted.count)
      try hold(
        "a planted credential is not recorded", kept,
        !kept.suffix(planted.count).contains { $0.contains(secret) })
      let line = ShownCommand(before + planted).line
      try hold(
        "a planted credential is not shown", line,
        before.contains { $0.contains(secret) } || !line.contains(secret))
    }
    return true
  }
}
