// SPDX-License-Identifier: Apache-2.0

package import Events

/// The fields of /proc/PID/stat that name a process (proc(5)).
package struct ProcessStat {
  package var name: String
  package var parent: UInt32
  /// Start, in the kernel's clock ticks: coarser than the start in BPF records.
  package var start: Instant

  /// nil where the process is gone.
  init?(of pid: UInt32, ticks: UInt64) {
    guard let text = SystemFile.text("/proc/\(pid)/stat", limit: 4096) else { return nil }
    self.init(text, ticks: ticks)
  }

  /// The name is the process's own choice and may hold brackets, blanks and line ends: it ends at the
  /// last bracket. `ticks` is the clock ticks of a second. nil where this is no such text.
  package init?(_ text: String, ticks: UInt64) {
    guard ticks > 0, let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"),
      open < close
    else { return nil }
    let fields = text[text.index(after: close)...].split(separator: " ")
    guard fields.count > 19, let parent = UInt32(fields[1]), let start = UInt64(fields[19])
    else { return nil }
    name = String(text[text.index(after: open)..<close])
    self.parent = parent
    self.start = Instant(nanoseconds: start &* (1_000_000_000 / ticks))
  }
}
