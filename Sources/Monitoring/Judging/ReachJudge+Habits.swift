// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What a library does by itself: excused where a name shows the host, on TCP 443, and where nothing but
/// the missing expectation stands against it. Which program it was, `Weighing` says.
extension ReachJudge {
  func habit(of verdict: Verdict) -> LibraryHabit? {
    guard verdict.isExcusable, act.doer.role == .server, destination.transport == .tcp,
      destination.endpoint.port == 443
    else { return nil }
    return act.habit(ofAny: act.names.names)
  }
}

extension Act {
  /// The first of these hosts that a library uses by itself.
  func habit(ofAny names: [String]) -> LibraryHabit? {
    let habits = doer.instance.value.habits
    return names.lazy.compactMap { habits.habit(of: $0) }.first
  }
}

extension Verdict {
  /// Whether only the missing expectation was found.
  var isExcusable: Bool {
    !rules.isEmpty
      && rules.allSatisfy { rule in [.unexpectedDestination, .noExpectations].contains(rule) }
  }

  /// What fires whatever libraries do.
  var settledRules: [Rule] { habit == nil ? rules : [] }
}
