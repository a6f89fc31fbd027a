// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Why a parser gave no answer: what it was to read is not known, and Egret goes on.
package enum ParserFailure: Error, Hashable, Sendable {
  /// A signal ended it: a crash, a call that it may not make, or a limit.
  case ended(signal: Int32)
  /// It ended by itself in the middle of its work.
  case left
  case slow(seconds: Int)
  /// What it said is no answer.
  case malformed
  /// Parsers of the same user's files failed so often lately that this one was not begun.
  case tooOften(times: Int, seconds: Int)
  /// Nobody makes parsers any more, or not in time.
  case noKeeper(String)

  package var text: String {
    switch self {
    case .ended(let signal): "the parser \(Self.end(by: signal)); not read"
    case .left: "the parser ended in the middle of it; not read"
    case .slow(let seconds): "the parser took longer than \(seconds) s; not read"
    case .malformed: "the parser's answer makes no sense; not read"
    case .tooOften(let times, let seconds):
      "the parser of this user's files failed \(times) times within \(seconds) s; not read"
    case .noKeeper(let why): "there is no parser: \(why); not read"
    }
  }

  private static func end(by signal: Int32) -> String {
    switch signal {
    case SIGSYS: "asked the kernel for what it may not have"
    case SIGXCPU: "took too long"
    default: "was ended by signal \(signal)"
    }
  }

  /// By a status of wait(2).
  init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .left : .ended(signal: signal)
  }

  /// Whether it is the fault of what was read.
  var countsAgainstOwner: Bool {
    switch self {
    case .ended, .left, .slow, .malformed: true
    case .tooOften, .noKeeper: false
    }
  }
}
