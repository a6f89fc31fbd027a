// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// A child that does nothing and ends: a fork, an exec and an exit to be told.
enum CanaryChild {
  /// Milliseconds until it is made to end.
  private static let patience: Int32 = 1_000

  /// Returns when it has ended, so that its records are in the ring.
  static func live() throws(KernelError) {
    let child: pid_t
    do throws(KernelError) { child = try spawn(["/bin/true"]) } catch {
      child = try spawn(["/proc/self/exe", "--version"])
    }
    if let end = FileDescriptor(checking: egret_pidfd_open(child)) {
      var waited = pollfd(fd: end.number, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&waited, 1, patience) <= 0 { kill(child, SIGKILL) }
    }
    while waitpid(child, nil, 0) < 0 && errno == EINTR {}
  }

  /// With an empty environment, and nothing to read from or write to.
  private static func spawn(_ arguments: [String]) throws(KernelError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for number: Int32 in 0..<3 {
      unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    }
    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var nothing: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
    var child = pid_t()
    let result = unsafe posix_spawn(&child, arguments[0], &actions, nil, &words, &nothing)
    guard result == 0 else {
      throw KernelError(
        .refused, "cannot start \(arguments[0])", why: KernelError.text(errno: result))
    }
    return child
  }
}
