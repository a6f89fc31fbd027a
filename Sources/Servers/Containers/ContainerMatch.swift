// SPDX-License-Identifier: Apache-2.0

package import Events

/// Whether a container is what a command line asked for.
package enum ContainerMatch {
  /// The image must be the same, if both are known; then the words behind the image end the
  /// container's own, since an entry point stands before them.
  package static func fits(_ launch: Launch, _ container: Container) -> Bool {
    guard launch.launcher.isContainerEngine, launch.launcher != .dockerGateway,
      isOf(launch.launcher, container.engine), let package = launch.package
    else { return false }
    if !container.image.isEmpty, !isSame(package, container.image) { return false }
    if container.image.isEmpty, launch.arguments.isEmpty { return false }
    guard container.arguments.count >= launch.arguments.count else { return false }
    return Array(container.arguments.suffix(launch.arguments.count)) == launch.arguments
  }

  private static func isOf(_ launcher: Launcher, _ engine: String) -> Bool {
    switch engine {
    case "docker": launcher == .docker
    case "podman": launcher == .podman || launcher == .docker
    case "containerd": launcher == .nerdctl || launcher == .docker
    default: true
    }
  }

  /// `docker.io/library/`, and the tag `latest`, may be left out on either side.
  private static func isSame(_ package: PackageSpec, _ image: String) -> Bool {
    guard let other = PackageSpec.oci(image) else { return false }
    guard bare(package.name) == bare(other.name) else { return false }
    let (mine, theirs) = (package.version ?? "latest", other.version ?? "latest")
    // A digest on one side and a tag on the other cannot be compared.
    return mine == theirs || mine.contains(":") != theirs.contains(":")
  }

  private static func bare(_ name: String) -> Substring {
    var name = name[...]
    for prefix in ["docker.io/", "index.docker.io/", "library/", "localhost/"]
    where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    return name
  }
}
