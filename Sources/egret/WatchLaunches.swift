// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

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

  /// Hands the monitor which container a process runs in.
  mutating func inspectContainer(of process: ProcessID, pidNamespace: UInt32) {
    consume(.container(ContainerInspection.container(of: process, pidNamespace: pidNamespace)))
  }
}
