// SPDX-License-Identifier: Apache-2.0

/// A container as a process's cgroups name it.
package struct ContainerCgroup: Hashable, Sendable {
  /// `docker`, `podman`, `containerd`; empty if the path does not show it.
  package var engine: String
  /// 64 hexadecimal digits.
  package var id: String

  /// From the text of /proc/PID/cgroup: `/docker/<id>`, `/system.slice/docker-<id>.scope`,
  /// `…/user.slice/…/docker-<id>.scope`, `…/libpod-<id>.scope`, `/libpod_parent/libpod-<id>`,
  /// `…/nerdctl-<id>.scope`, `/default/<id>` of containerd, `cri-containerd-<id>.scope`. Lines of
  /// both cgroup versions; the innermost component of the first that names a container counts.
  package static func of(_ text: String) -> ContainerCgroup? {
    for line in text.prefix(1 << 16).split(separator: "\n").prefix(64) {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let found = inPath(fields[2]) else { continue }
      return found
    }
    return nil
  }

  private static func inPath(_ path: Substring) -> ContainerCgroup? {
    let parts = path.split(separator: "/").suffix(32)
    for (index, part) in zip(parts.indices, parts).reversed() {
      let above = index > parts.startIndex ? parts[index - 1] : ""
      if let found = inComponent(part, below: above) { return found }
    }
    return nil
  }

  private static func inComponent(_ part: Substring, below above: Substring) -> ContainerCgroup? {
    let bare = part.hasSuffix(".scope") ? part.dropLast(6) : part
    let id = bare.suffix(64)
    guard id.utf8.count == 64, id.utf8.allSatisfy(isHexadecimal) else { return nil }
    let mark = bare.dropLast(64)
    if mark.isEmpty { return ContainerCgroup(engine: engine(above: above), id: String(id)) }
    // conmon is podman's own process, not the container's.
    guard mark.hasSuffix("-"), !mark.hasSuffix("conmon-") else { return nil }
    return ContainerCgroup(engine: engine(mark: mark.dropLast()), id: String(id))
  }

  private static func engine(mark: Substring) -> String {
    switch mark {
    case "docker": "docker"
    case "libpod": "podman"
    case "nerdctl", "containerd", "cri-containerd": "containerd"
    case "crio": "cri-o"
    default: ""
    }
  }

  private static func engine(above: Substring) -> String {
    switch above {
    case "docker": "docker"
    case "libpod_parent", "libpod": "podman"
    case "default", "k8s.io", "moby": "containerd"
    default: ""
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}
