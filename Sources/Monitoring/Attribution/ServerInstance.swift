// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// One start of a server: from the exec that was recognised until its last process is gone.
struct ServerInstance: Sendable {
  /// Egret's own number, from 1.
  let number: UInt32
  var recognition: Recognition
  let exec: Exec
  var expectations: Expectations
  /// When the server itself was started, below its launcher; nil until that was seen.
  var serverBegan: Instant?
  /// The file that runs then.
  var serverProgram: String?
  var serving = Serving()
  /// Where its installers may download from, as text and to judge by.
  var registries: [String] = []
  var registry = Expectations.none
  /// Of an entry that starts a container: what it asks for.
  var containerLaunch: Launch?
  /// The container that its processes run in.
  var container: String?

  init(number: UInt32, recognition: Recognition, exec: Exec, expectations: Expectations) {
    self.number = number
    self.recognition = recognition
    self.exec = exec
    self.expectations = expectations
  }

  /// A person started it by hand.
  var isManual: Bool { recognition.isManual }
  var entry: ServerEntry? { recognition.candidates.first }
  /// Its entry is `docker run …` or the like.
  var isContainerClient: Bool { recognition.package?.hasPrefix("oci:") == true }
}
