// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Glibc

/// The two rings read as one stream in the order of time.
///
/// Evidence is never handed out before the lifecycle record that explains it: a record that was
/// written before moment T is in its ring at T, so each round takes only evidence that is older
/// than a clock read made before the lifecycle ring was looked at.
struct Rings: ~Copyable {
  private var lifecycle: Ring
  private var evidence: Ring

  init(lifecycle: consuming Ring, evidence: consuming Ring) {
    self.lifecycle = lifecycle
    self.evidence = evidence
  }

  var descriptors: [Int32] { [lifecycle.descriptor, evidence.descriptor] }

  /// Hands over the records that are there, oldest first, at most `limit`; how many. More may have
  /// come meanwhile.
  mutating func drain(limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
    let horizon = Clock.boottime()
    var count = 0
    while count < limit, let isLifecycle = next(before: horizon) {
      unsafe isLifecycle ? Self.take(&lifecycle, body) : Self.take(&evidence, body)
      count += 1
    }
    return count
  }

  /// Which ring's head is next; nil where this round is over.
  private mutating func next(before horizon: UInt64) -> Bool? {
    let event = time(ofHead: Self.time(&lifecycle))
    guard let event else { return nil }  // being written: what follows it must wait
    let fact = time(ofHead: Self.time(&evidence)) ?? .max
    if event <= fact { return event == .max ? nil : true }
    return fact < horizon ? false : nil
  }

  /// Empty counts as the far future; busy as not known.
  private func time(ofHead head: HeadTime) -> UInt64? {
    switch head {
    case .empty: .max
    case .busy: nil
    case .time(let time): time
    }
  }

  private enum HeadTime { case empty, busy, time(UInt64) }

  private static func time(_ ring: inout Ring) -> HeadTime {
    switch unsafe ring.head() {
    case .empty: .empty
    case .busy: .busy
    case .record(let record):
      // A record shorter than its header sorts first and is counted where it is decoded.
      .time(
        unsafe record.count < 16 ? 0 : record.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
  }

  private static func take(_ ring: inout Ring, _ body: (UnsafeRawBufferPointer) -> Void) {
    guard case .record(let record) = unsafe ring.head() else { return }
    unsafe body(record)
    unsafe ring.advance(past: record)
  }
}
