// SPDX-License-Identifier: Apache-2.0

/// How much of each field a line may hold: counts of entries, and bytes as they are written,
/// escapes included.
///
/// A line that turns out too long is written again under the next of `steps`. Under the last, no
/// input whatever makes a line longer than `line`.
struct Limits: Hashable, Sendable {
  /// Bytes of a line with its newline. rsyslog's default takes 8,096, with a header that has the machine's
  /// name (255) in it.
  static let line = 7_700

  var ancestry = 16
  var arguments = 64
  var argument = 512
  var parentCommand = 1024
  var command = 4096
  var entries = 64
  var entry = 256
  var name = 255
  var path = 1024
  /// A whole `message`.
  var message = 1024

  static let steps: [Limits] = {
    var limits = Limits()
    var steps = [limits]
    func step(_ change: (inout Limits) -> Void) {
      change(&limits)
      steps.append(limits)
    }
    step { $0.ancestry = 3 }
    step { $0.ancestry = 0 }
    step { ($0.arguments, $0.parentCommand) = (0, 0) }
    step { $0.command = 1024 }
    step { $0.command = 256 }
    step { ($0.entries, $0.entry) = (16, 128) }
    step { ($0.entries, $0.entry) = (4, 64) }
    step { ($0.name, $0.path, $0.command, $0.message) = (128, 128, 128, 256) }
    step { ($0.entries, $0.entry) = (2, 48) }
    step { ($0.name, $0.path, $0.command, $0.message) = (64, 64, 64, 160) }
    return steps
  }()
}
