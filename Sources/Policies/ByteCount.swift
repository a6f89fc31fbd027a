// SPDX-License-Identifier: Apache-2.0

/// Amounts of data as people write them.
package enum ByteCount {
  private static let units: KeyValuePairs<String, UInt64> = [
    "": 1, "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000,
    "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
  ]

  /// Bytes from `4096`, `10MB`, `1 GiB`; nil for anything else and for what 64 bits do not hold.
  static func parse(_ text: String) -> UInt64? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let word = text[digits.endIndex...].drop { $0 == " " }.lowercased()
    guard let count = UInt64(digits), let unit = units.first(where: { $0.key == word }) else {
      return nil
    }
    let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: unit.value)
    return isTooMuch ? nil : bytes
  }

  /// An amount as a person reads it.
  package static func text(_ bytes: UInt64) -> String {
    switch bytes {
    case ..<10_000: "\(bytes) B"
    case ..<10_000_000: "\(bytes / 1_000) kB"
    case ..<10_000_000_000: "\(bytes / 1_000_000) MB"
    default: "\(bytes / 1_000_000_000) GB"
    }
  }
}
