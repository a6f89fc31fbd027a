// SPDX-License-Identifier: Apache-2.0

package import Events

/// Programs that take ports for others: what else they do is no server's.
package enum PortKeepers {
  /// Whether it listens for programs that it starts, or for containers; or is a client, which may serve its own
  /// editor.
  package static func isOne(_ exec: Exec) -> Bool {
    exec.actor.process.pid == 1 || ClientPrograms.product(of: exec) != nil
      || keepers.contains(CommandLineText.baseName(exec.executable))
  }

  private static let keepers: Set<String> = [
    "systemd", "systemd-executor", "systemd-socket-activate", "inetd", "xinetd", "docker-proxy",
    "dockerd", "containerd", "rootlesskit", "rootlessport", "slirp4netns", "pasta", "pasta.avx2",
    "passt", "passt.avx2", "conmon", "kube-proxy", "sshd", "sshd-session",
  ]
}
