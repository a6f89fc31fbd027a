// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// One end of the line between Egret and its canary's process: messages, not bytes. The flag that the canary sees
/// is at the other end.
final class CanaryLine: RaisedFlag {
  private let descriptor: FileDescriptor
  /// Milliseconds that one message may take; nil for as long as it takes.
  private let patience: Int32?

  init(_ descriptor: consuming FileDescriptor, patience: Int32?) {
    self.descriptor = descriptor
    self.patience = patience
  }

  func raise() { change(.raise) }
  func lower() { change(.lower) }

  /// The acts that follow are seen only if the flag is where they want it.
  private func change(_ message: CanaryMessage) {
    guard say(message.bytes), hear() != nil else { _exit(0) }
  }

  /// False where nobody hears it. By write(2): a send would be reported while the flag is up.
  func say(_ bytes: [UInt8]) -> Bool {
    unsafe write(descriptor.number, bytes, bytes.count) == bytes.count
  }

  /// Nil where nothing comes any more, or not in time.
  func hear() -> [UInt8]? {
    guard isReadable() else { return nil }
    var bytes = [UInt8](repeating: 0, count: CanaryMessage.limit)
    let count = unsafe read(descriptor.number, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  private func isReadable() -> Bool {
    guard let patience else { return true }
    var waited = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&waited, 1, patience) > 0
  }
}
