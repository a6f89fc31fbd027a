// SPDX-License-Identifier: Apache-2.0

/// Credentials that show by how they begin: the issuers' published prefixes.
enum KnownTokens {
  private static let prefixes: [[UInt8]] = [
    "sk-", "sk_live_", "sk_test_", "rk_live_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_",
    "github_pat_", "glpat-", "glrt-", "gldt-", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-",
    "xoxe.", "xoxc-", "xoxd-", "xapp-", "AKIA", "ASIA", "AIza", "ya29.", "npm_", "pypi-", "hf_",
    "eyJ",
    "dop_v1_", "shpat_", "SG.", "figd_", "ntn_", "secret_", "lin_api_", "tvly-", "r8_", "gsk_",
    "pplx-", "xai-", "hvs.", "sbp_", "dckr_pat_", "hooks.slack.com/services/",
    "discord.com/api/webhooks/", "api.telegram.org/bot",
  ].map { Array($0.utf8) }

  /// Of every byte, whether a prefix begins with it.
  private static let heads: [Bool] = (0...255).map { byte in
    prefixes.contains { $0.first == UInt8(byte) }
  }
  /// Shorter ones are words that begin alike.
  private static let shortest = 8

  /// The part of a token after the prefix that begins at `start`; nil where none does.
  static func secret(in text: [UInt8], at start: Int) -> Range<Int>? {
    guard heads[Int(text[start])], start == 0 || !isInside(text[start - 1]) else { return nil }
    for prefix in prefixes where text[start...].starts(with: prefix) {
      let begin = start + prefix.count
      let end = text[begin...].firstIndex { !isPart($0) } ?? text.count
      if end - begin >= shortest { return begin..<end }
    }
    return nil
  }

  /// What may stand inside a token, so that a prefix after it begins none.
  private static func isInside(_ byte: UInt8) -> Bool {
    CommandText.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    isInside(byte) || [0x2e, 0x2b, 0x2f, 0x3d, 0x3a, 0x7e].contains(byte)
  }
}
