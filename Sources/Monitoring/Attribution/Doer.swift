// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// Who is charged with an act: a process, the server that it belongs to, and what its program is
/// there for.
struct Doer: Sendable {
  let actor: Actor
  let instance: Shared<ServerInstance>
  /// nil for a program that only serves.
  let standing: Shared<LaunchStanding>?
  /// When the process's program began; known where one program installs and serves.
  let programBegan: Instant?

  var number: UInt32 { instance.value.number }
  var role: ProcessRole { standing?.value.role ?? .server }
  var isInstaller: Bool { standing?.value.isInstaller ?? false }
  var installsItself: Bool { standing?.value.installsItself ?? false }
}
