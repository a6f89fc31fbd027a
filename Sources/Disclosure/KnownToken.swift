// SPDX-License-Identifier: Apache-2.0

/// Credentials that show by how they begin: the issuers' published prefixes.
enum KnownToken {
  private static let prefixes: [[UInt8]] = [
    "sk-", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_", "whsec_",
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "glrt-", "gldt-", "glsa_",
    "glc_", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xoxc-", "xoxd-",
    "xapp-", "AKIA", "ASIA", "AIza", "ya29.", "GOCSPX-", "npm_", "pypi-", "hf_", "eyJ",
    "dop_v1_", "shpat_", "SG.", "figd_", "ntn_", "secret_", "lin_api_", "lin_oauth_", "tvly-",
    "r8_", "gsk_", "pplx-", "xai-", "nvapi-", "hvs.", "hvb.", "hvr.", "sbp_", "dckr_pat_",
    "sntrys_", "sntryu_", "PMAK-", "ATATT", "AGE-SECRET-KEY-1", "hooks.slack.com/services/",
    "discord.com/api/webhooks/", "api.telegram.org/bot",
  ].map { Array($0.utf8) }

  /// Prefixes that words share: what follows must hold a digit too.
  private static let vague: [[UInt8]] = ["sk_", "rk_", "pk_"].map { Array($0.utf8) }

  /// Of every byte, the prefixes that begin with it.
  private static let known: [[[UInt8]]] = (0...255).map { byte in
    (prefixes + vague).filter { $0.first == UInt8(byte) }
  }

  /// Of every byte, whether a prefix begins with it.
  static let heads: [Bool] = known.map { !$0.isEmpty }

  /// Shorter ones are words that begin alike.
  private static let shortest = 8

  /// The part of a token after the prefix that begins at `start`; nil where none does.
  static func secret(in text: [UInt8], at start: Int, isCut: Bool) -> Range<Int>? {
    guard isStart(in: text, start) else { return nil }
    for prefix in known[Int(text[start])] where text[start...].starts(with: prefix) {
      let begin = start + prefix.count
      let end = text[begin...].firstIndex { !isPart($0) } ?? text.count
      let isLong = end - begin >= shortest || isCut && end == text.count
      if isLong, !vague.contains(prefix) || text[begin..<end].contains(where: CommandText.isDigit) {
        return begin..<end
      }
    }
    return nil
  }

  /// A prefix within a word begins no token; behind `:-` it does, as a variable's default.
  private static func isStart(in text: [UInt8], _ start: Int) -> Bool {
    guard start > 0, isInside(text[start - 1]) else { return true }
    return start > 1 && text[start - 1] == UInt8(ascii: "-") && text[start - 2] == UInt8(ascii: ":")
  }

  private static func isInside(_ byte: UInt8) -> Bool {
    CommandText.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    isInside(byte) || [0x2e, 0x2b, 0x2f, 0x3d, 0x3a, 0x7e].contains(byte)
  }
}
