// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Logging

/// What the monitor asks of a process that begins.
extension Watch {
  /// Hands the monitor where an installer downloads from.
  mutating func readRegistries(of process: ProcessID, user: UInt32) {
    let endpoints = InstallerConfiguration(of: process, user: user).endpoints
    if endpoints.isEmpty { return }
    consume(
      .registries(
        Registries(
          time: Instant(nanoseconds: Clock.boottime()), process: process, endpoints: endpoints)))
  }

  mutating func followMessages() {
    do throws(KernelError) {
      let watcher = try StdinWatcher()
      poller.add(messages: watcher.descriptor)
      stdins = consume watcher
    } catch { log.warning("\(error)") }
  }

  /// Hands the monitor that the first message on a pipe will be told.
  mutating func awaitMessage(_ process: ProcessID, _ program: ProgramID, inode: UInt64) {
    if let message = stdins?.await(process, program, inode: inode) {
      consume(.firstMessage(message))
    }
  }

  /// Before what was taken from the rings is judged.
  mutating func takeMessages() {
    for message in stdins?.take() ?? [] { consume(.firstMessage(message)) }
  }

  /// Hands the monitor which container a process runs in.
  mutating func inspectContainer(of process: ProcessID, pidNamespace: UInt32) {
    consume(.container(ContainerInspection.container(of: process, pidNamespace: pidNamespace)))
  }
}
