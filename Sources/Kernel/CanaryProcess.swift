// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// A process that does the canary's acts, so that Egret's own can be denied every one of them: sockets, a program,
/// a raw packet. It reads nothing that a user wrote; it is asked for acts by their numbers, and knows no others.
package final class CanaryProcess: @unchecked Sendable {
  let pid: Int32
  private let line: CanaryLine
  /// Why it does nothing more; nil while it does. Used by one thread at a time.
  package private(set) var failure: String?

  /// The longest act takes a second.
  private static let patience: Int32 = 3_000

  private init(pid: Int32, line: CanaryLine) {
    self.pid = pid
    self.line = line
  }

  /// To be called before there is a second thread, and before there is anything that a copy of this process should
  /// not hold.
  package static func start() throws(KernelError) -> CanaryProcess {
    var end: Int32 = -1
    let pid = unsafe egret_fork_canary(&end)
    guard pid >= 0 else {
      throw KernelError(
        .refused, "cannot make the canary's process", why: KernelError.text(errno: errno))
    }
    if pid == 0 { serve(CanaryLine(FileDescriptor(end), patience: nil)) }
    return CanaryProcess(
      pid: pid, line: CanaryLine(FileDescriptor(end), patience: patience))
  }

  /// Has the acts done, with the flag up.
  func fly(_ acts: [CanaryAct], flag: some RaisedFlag) -> CanaryFlight {
    var flight = CanaryFlight()
    if failure == nil, line.say(acts.map(\.number)), follow(&flight, flag) { return flight }
    flag.lower()
    let why = failure ?? "the canary's process does not answer: nothing proves the hooks any more"
    failure = why
    waitpid(pid, nil, WNOHANG)
    for act in acts { flight.could(not: act, why) }
    return flight
  }

  /// True when it has come to its end.
  private func follow(_ flight: inout CanaryFlight, _ flag: some RaisedFlag) -> Bool {
    while let bytes = line.hear(), let message = CanaryMessage(bytes) {
      switch message {
      case .raise:
        flag.raise()
        guard line.say(bytes) else { return false }
      case .lower:
        flag.lower()
        guard line.say(bytes) else { return false }
      case .did(let act): flight.did(act)
      case .didTo(let act, let endpoint, let transport): flight.did(act, to: endpoint, transport)
      case .didToName(let act, let name): flight.did(act, to: name)
      case .couldNot(let act, let why): flight.could(not: act, why)
      case .end: return true
      }
    }
    return false
  }

  // MARK: - On the other side

  /// With the power to make a raw packet and no other.
  private static func serve(_ line: CanaryLine) -> Never {
    guard (try? Privileges.dropForCanary()) != nil else { _exit(1) }
    while let numbers = line.hear() {
      var canary = Canary(flag: line)
      canary.fly(numbers.compactMap(CanaryAct.init(number:)))
      for message in canary.flight.messages + [.end] where !line.say(message.bytes) { _exit(0) }
    }
    _exit(0)
  }
}

extension CanaryFlight {
  /// What its process says of it.
  var messages: [CanaryMessage] {
    let named = Set(targets.values).union(names.values)
    return targets.map { .didTo($0.value, $0.key.endpoint, $0.key.transport) }
      + names.map { .didToName($0.value, $0.key) }
      + flown.subtracting(named).map(CanaryMessage.did)
      + grounded.map { .couldNot($0.key, $0.value) }
  }
}
