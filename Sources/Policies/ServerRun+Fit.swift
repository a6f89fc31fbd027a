// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Events

/// Whether a process is what a policy says that runs.
extension ServerRun {
  /// Why the process is it, a reason for each condition; nil where one does not hold.
  ///
  /// `container` is what it runs in, where that is known; `port` one that it takes.
  package func reasons(
    for exec: Exec, in container: Container? = nil, taking port: UInt16? = nil
  ) -> [String]? {
    let all = [
      fit(unit, "unit") { Self.unit(of: exec.cgroup, $0) },
      fit(cgroup, "cgroup") { $0.matches(exec.cgroup) ? exec.cgroup : nil },
      fit(executable, "executable") { Self.executable(of: exec, $0) },
      fit(command, "command line") { Self.command(of: exec, $0) },
      userReason(exec), portReason(port), containerReason(container), podReason(container),
    ]
    guard conditions > 0, !all.contains(.differs) else { return nil }
    return all.compactMap(\.reason)
  }

  private enum Fit: Equatable {
    case notAsked
    case differs
    case holds(String)

    var reason: String? {
      guard case .holds(let reason) = self else { return nil }
      return reason
    }
  }

  /// `find` gives the text that fits the pattern.
  private func fit(
    _ pattern: TextPattern?, _ what: String, _ find: (TextPattern) -> String?
  ) -> Fit {
    guard let pattern else { return .notAsked }
    guard let text = find(pattern) else { return .differs }
    return .holds("the policy's \(what) is \(ShownText.quoted(String(text.prefix(200))))")
  }

  /// Any part of the path: a service may divide its own cgroup, and a user's units are below a
  /// service of the system's.
  static func unit(of cgroup: String, _ pattern: TextPattern) -> String? {
    cgroup.split(separator: "/").suffix(32).reversed().map(String.init).first {
      pattern.matches($0)
    }
  }

  private static func executable(of exec: Exec, _ pattern: TextPattern) -> String? {
    let isPath = pattern.text.contains("/")
    return [exec.executable, exec.file].first { path in
      !path.isEmpty && pattern.matches(isPath ? path : Subject.baseName(path))
    }
  }

  /// Of one that was cut, what was seen of it. It may hold a credential: the reason has the pattern.
  private static func command(of exec: Exec, _ pattern: TextPattern) -> String? {
    pattern.matches(exec.arguments.joined(separator: " ")) ? pattern.text : nil
  }

  private func userReason(_ exec: Exec) -> Fit {
    guard let user else { return .notAsked }
    guard let number = user.number, number == exec.user else { return .differs }
    return .holds("the policy's user is \(ShownText.quoted(user.text))")
  }

  private func portReason(_ port: UInt16?) -> Fit {
    guard let listen else { return .notAsked }
    return listen == port ? .holds("it listens on the policy's port \(listen)") : .differs
  }

  private func containerReason(_ container: Container?) -> Fit {
    guard let wanted = self.container else { return .notAsked }
    guard let container, wanted.fits(container) else { return .differs }
    let name = container.name.isEmpty ? String(container.id.prefix(12)) : container.name
    return .holds("the policy's container is \(ShownText.quoted(String(name.prefix(120))))")
  }

  private func podReason(_ container: Container?) -> Fit {
    guard let pod else { return .notAsked }
    guard let container, pod.fits(container) else { return .differs }
    let name = "\(container.podNamespace)/\(container.podName)"
    return .holds("the policy's pod is \(ShownText.quoted(String(name.prefix(200))))")
  }
}

extension ContainerRun {
  func fits(_ subject: Subject) -> Bool {
    if let container = subject.container { return fits(container) }
    // What an entry starts: of labels and names the engine's files know more.
    guard let image, name == nil, label == nil, let package = subject.package,
      package.hasPrefix("oci:")
    else { return false }
    return image.matches(String(package.dropFirst(4)))
  }

  func fits(_ container: Container) -> Bool {
    if let name, !name.matches(container.name) { return false }
    if let image, !image.matches(container.image) { return false }
    if let label, !container.labels.contains(where: { label.matches($0) }) { return false }
    return conditions > 0
  }
}

extension PodRun {
  func fits(_ container: Container) -> Bool {
    if container.podName.isEmpty { return false }
    if let namespace, !namespace.matches(container.podNamespace) { return false }
    if let name, !name.matches(container.podName) { return false }
    if let label, !container.labels.contains(where: { label.matches($0) }) { return false }
    return conditions > 0
  }
}
