// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// A server begins with this exec: which one, and what is known of its start.
struct Beginning: Sendable {
  var exec: Exec
  var recognition: Recognition
  /// It is the first program of a container.
  var isContained = false
  /// Names may have reached it before anything of it was watched.
  var hasUnseenNames: Bool
  /// Its process ran and was not watched: it may have connections.
  var isLate = false
  /// No configuration lists it, and that was not reported before.
  var isUnlistedNews = false
  /// Egret's own number, once it has one.
  var number: UInt32?

  init(_ exec: Exec, _ recognition: Recognition) {
    self.exec = exec
    self.recognition = recognition
    hasUnseenNames = exec.isOlderThanEgret
  }
}
