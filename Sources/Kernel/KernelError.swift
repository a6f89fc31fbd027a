// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What the machine refused, in words that say what to do about it.
package struct KernelError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable, CaseIterable {
    case notRoot, noBTF, noCgroup2, noTracefs, refused, load, attach, read
  }

  package var code: Code
  /// What failed and on what.
  package var what: String
  /// The kernel's word, libbpf's, or errno's; may be several lines.
  package var why: String
  /// What to do; empty where nothing is known.
  package var advice: String

  package init(_ code: Code, _ what: String, why: String, advice: String = "") {
    self.code = code
    self.what = what
    self.why = why
    self.advice = advice
  }

  package var description: String {
    let because = why.isEmpty ? "" : ": \(why)"
    return advice.isEmpty ? what + because : "\(what)\(because). \(advice)"
  }

  /// What the verifier or libbpf says at last: the two lines above the frame and the statistics.
  static func reason(inLog log: String) -> String {
    let frame = [
      "-- BEGIN", "-- END", "processed ", "libbpf: failed to load object", "libbpf: -- ",
    ]
    let lines = log.split(whereSeparator: \.isNewline).filter { line in
      !frame.contains { line.hasPrefix($0) } && !line.contains("failed to load: -")
    }
    return lines.suffix(2).joined(separator: " / ")
  }

  /// The text of an errno value. Positive or, as libbpf returns it, negative.
  static func text(errno number: Int32) -> String {
    unsafe String(cString: strerror(abs(number)))
  }
}
