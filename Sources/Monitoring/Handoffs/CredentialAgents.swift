// SPDX-License-Identifier: Apache-2.0

/// Unix sockets of agents that use credentials for whoever asks: what each can do.
enum CredentialAgents {
  /// By the socket's path or abstract name, or by the program that listens; nil for any other.
  static func reason(for name: String, heldBy executable: String) -> String? {
    let base = last(of: name)
    if let reason = byName[base] { return reason }
    if let reason = byPart.first(where: { name.contains($0.part) })?.reason { return reason }
    return byProgram[last(of: executable)]
  }

  private static func last(of path: String) -> String {
    path.split(separator: "/").last.map { String($0) } ?? path
  }

  private static let ssh = "an SSH agent signs in to other machines for it, with the user's keys"
  private static let gpg = "GnuPG's agent signs and decrypts for it, with the user's keys"

  private static let byName: [String: String] = [
    "S.gpg-agent": gpg, "S.gpg-agent.extra": gpg, "S.gpg-agent.browser": gpg,
    "S.gpg-agent.ssh": ssh, "S.scdaemon": gpg, "ssh-agent.socket": ssh, "ssh-agent.sock": ssh,
    "openssh_agent": ssh, "yubikey-agent.sock": ssh, ".bitwarden-ssh-agent.sock": ssh,
  ]

  private static let byPart: [(part: String, reason: String)] = [
    ("/keyring/ssh", ssh), ("/keyring/.ssh", ssh), ("/gcr/ssh", ssh), ("/.ssh/agent/", ssh),
    ("/tmp/ssh-", ssh), ("/.1password/agent.sock", ssh),
  ]

  private static let byProgram: [String: String] = [
    "ssh-agent": ssh, "gcr-ssh-agent": ssh, "gpg-agent": gpg, "scdaemon": gpg,
  ]
}
