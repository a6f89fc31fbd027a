// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A session that a thread loads while its owner does something else: half of a start is the verifier's
/// time.
package final class LoadingSession {
  /// Written by the thread, and read when that has ended.
  private final class Work: @unchecked Sendable {
    var result: Result<KernelSession, KernelError>?
    private let canary: CanaryProcess

    init(canary: CanaryProcess) { self.canary = canary }

    func load() {
      do throws(KernelError) { result = .success(try KernelSession(canary: canary)) } catch {
        result = .failure(error)
      }
    }
  }

  private let work: Work
  /// Nil where none can be had, and when it has ended.
  private var thread: pthread_t?

  package init(canary: CanaryProcess) {
    work = Work(canary: canary)
    var number = pthread_t()
    let code = unsafe pthread_create(
      &number, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(raw).takeUnretainedValue().load()
        return nil
      }, Unmanaged.passUnretained(work).toOpaque())
    thread = code == 0 ? number : nil
  }

  deinit { join() }

  /// Waits for it.
  package func take() throws(KernelError) -> KernelSession {
    join()
    if work.result == nil { work.load() }
    guard let result = work.result.take() else {
      throw KernelError(.load, "the session was taken before", why: "")
    }
    return try result.get()
  }

  private func join() {
    guard let begun = thread else { return }
    pthread_join(begun, nil)
    thread = nil
  }
}
