// SPDX-License-Identifier: Apache-2.0

/// Reads `docker run` and the commands of compatible engines.
enum ContainerLaunch {
  static func read(_ words: [String]) -> Launch {
    let launcher = launcher(words.first ?? "")
    let global = LaunchOptions.read(words.dropFirst(), taking: globalOptions)
    var rest = global.rest
    if rest.first == "container" { rest = rest.dropFirst() }
    if Array(rest.prefix(3)) == ["mcp", "gateway", "run"] {
      return Launch(launcher: .dockerGateway, arguments: Array(rest.dropFirst(3)))
    }
    guard rest.first == "run" else { return Launch(launcher: .plain, arguments: Array(rest)) }
    let options = LaunchOptions.read(rest.dropFirst(), taking: runOptions)
    guard let image = options.rest.first else { return Launch(launcher: launcher) }
    return Launch(
      launcher: launcher, package: .oci(image), arguments: Array(options.rest.dropFirst()))
  }

  private static func launcher(_ word: String) -> Launcher {
    switch CommandLineText.baseName(word) {
    case "podman": .podman
    case "nerdctl": .nerdctl
    default: .docker
    }
  }

  private static let globalOptions: Set<String> = [
    "-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--namespace", "--address",
    "--connection", "--root", "--runroot",
  ]

  private static let runOptions: Set<String> = [
    "-a", "--attach", "--add-host", "--annotation", "--blkio-weight", "--cap-add", "--cap-drop",
    "--cgroup-parent", "--cgroupns", "--cidfile", "-c", "--cpu-shares", "--cpu-period",
    "--cpu-quota", "--cpus", "--cpuset-cpus", "--cpuset-mems", "--detach-keys", "--device",
    "--device-cgroup-rule", "--dns", "--dns-option", "--dns-search", "--domainname", "--entrypoint",
    "-e", "--env", "--env-file", "--expose", "--gpus", "--group-add", "--health-cmd",
    "--health-interval", "--health-retries", "--health-timeout", "-h", "--hostname", "--ip",
    "--ip6", "--ipc", "--isolation", "-l", "--label", "--label-file", "--link", "--log-driver",
    "--log-opt", "--mac-address", "-m", "--memory", "--memory-reservation", "--memory-swap",
    "--mount", "--name", "--network", "--net", "--network-alias", "--oom-score-adj", "--pid",
    "--pids-limit", "--platform", "-p", "--publish", "--pull", "--restart", "--runtime",
    "--secret", "--security-opt", "--shm-size", "--stop-signal", "--stop-timeout",
    "--storage-opt", "--sysctl", "--tmpfs", "--ulimit", "-u", "--user", "--userns", "--uts", "-v",
    "--volume", "--volume-driver", "--volumes-from", "-w", "--workdir", "--arch", "--os",
  ]
}
