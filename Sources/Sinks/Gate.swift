// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A value that two threads share: a mutex, and a condition for waiting until it has changed.
@safe package final class Gate<State: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var state: State
  private var waiting = 0

  package init(_ state: State) {
    self.state = state
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Changes the value and wakes the threads that wait for a change.
  package func update<Result>(_ body: (inout State) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    let result = body(&state)
    if waiting > 0 { unsafe pthread_cond_broadcast(condition) }
    return result
  }

  /// Waits until the body returns something; nil if the time is up before.
  package func wait<Result>(
    atMost limit: Duration? = nil, _ body: (inout State) -> Result?
  ) -> Result? {
    var deadline = Self.deadline(after: limit)
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) {
        if waiting > 0 { unsafe pthread_cond_broadcast(condition) }
        return result
      }
      waiting += 1
      let code =
        unsafe limit == nil
        ? pthread_cond_wait(condition, mutex)
        : pthread_cond_timedwait(condition, mutex, &deadline)
      waiting -= 1
      if code == ETIMEDOUT { return body(&state) }
    }
  }

  private static func deadline(after limit: Duration?) -> timespec {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    guard let limit else { return time }
    let (seconds, attoseconds) = max(.zero, min(limit, .seconds(86_400))).components
    let nanoseconds = time.tv_nsec + Int(attoseconds / 1_000_000_000)
    time.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    return time
  }
}
