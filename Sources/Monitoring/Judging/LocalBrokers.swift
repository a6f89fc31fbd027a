// SPDX-License-Identifier: Apache-2.0

/// Unix sockets of programs that connect, start or resolve on behalf of whoever asks them.
enum LocalBrokers {
  /// What stands behind a socket's path or abstract name; nil for one that hands nothing on.
  static func reason(for path: String) -> String? {
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    if let reason = byName[name] { return reason }
    return byPart.first { path.contains($0.part) }?.reason
  }

  private static let byName: [String: String] = [
    "docker.sock": "Docker starts containers for it",
    "docker-cli.sock": "Docker starts containers for it",
    "containerd.sock": "containerd starts containers for it",
    "podman.sock": "Podman starts containers for it",
    "crio.sock": "CRI-O starts containers for it",
    "buildkitd.sock": "BuildKit runs builds for it",
    "private": "systemd starts units for it",
    "system_bus_socket": "services on the system bus act for it",
    "bus": "services on the session bus act for it",
    "snapd.socket": "snapd acts for it",
    "S.dirmngr": "GnuPG's dirmngr fetches for it",
    "io.systemd.Machine": "systemd-machined acts for it",
    "libvirt-sock": "libvirt starts machines for it",
    "SingletonSocket": "a browser opens addresses for it",
  ]

  private static let byPart: [(part: String, reason: String)] = [
    ("/lxd/unix.socket", "LXD starts containers for it"),
    ("/incus/unix.socket", "Incus starts containers for it"),
    ("@/tmp/dbus-", "services on the session bus act for it"),
    ("/tmux-", "tmux runs commands for it"),
    ("/emacs", "an editor runs commands for it"),
    ("/vscode-ipc-", "an editor opens addresses for it"),
    ("/.ssh/", "an SSH connection of another process carries it"),
    ("/cm-", "an SSH connection of another process carries it"),
  ]

  /// What the command line of a container's entry talks to.
  static func isContainerEngine(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    return engines.contains(name)
  }

  private static let engines: Set<String> = [
    "docker.sock", "docker-cli.sock", "containerd.sock", "podman.sock", "crio.sock",
    "buildkitd.sock",
  ]

  /// systemd-resolved's own protocol: names come without a DNS message (nss-resolve(8)). Not nscd's
  /// socket: the C library tries that also where there is none.
  static func isNameService(_ path: String) -> Bool { path.hasSuffix("/io.systemd.Resolve") }
}
