// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// Which server a container is: its processes descend from a runtime, not from the command line that
/// asked for it. A gateway's label names the server; else it is the entry that runs `docker run` with
/// that image and those words.
struct ContainerSearch {
  let configured: ConfiguredServers
  let running: [Shared<ServerInstance>]
  /// Servers whose containers are known already.
  let bound: [Shared<ServerInstance>]

  func recognise(_ container: Container, begunBy exec: Exec) -> Recognition? {
    if container.id.isEmpty { return asked(byWords: container, exec) }
    return configured.recognise(container) ?? asked(container, at: exec.time)
  }

  /// One that was gone before its files could be read, or that no runtime lists: what it runs may
  /// still end in the words behind the image.
  private func asked(byWords container: Container, _ exec: Exec) -> Recognition? {
    var seen = container
    seen.arguments = exec.arguments
    guard !exec.argumentsAreCut, var recognition = asked(seen, at: exec.time) else { return nil }
    recognition.confidence = .low
    recognition.reasons = [
      "a process in a pid namespace of its own, with the arguments of the entry's container"
    ]
    return recognition
  }

  /// The entries whose command line asked for it: those without a container first, of several that
  /// fit equally all.
  private func asked(_ container: Container, at time: Instant) -> Recognition? {
    let fitting = running.map(\.value).filter { Self.fits($0, container, at: time) }
    let taken = bound.map(\.value.recognition.candidates)
    let open = fitting.filter { !taken.contains($0.recognition.candidates) }
    return Self.joined(open.isEmpty ? fitting : open)
  }

  private static func fits(
    _ instance: ServerInstance, _ container: Container, at time: Instant
  ) -> Bool {
    guard instance.exec.time <= time, let launch = instance.containerLaunch else { return false }
    return ContainerMatch.fits(launch, container)
  }

  private static func joined(_ chosen: [ServerInstance]) -> Recognition? {
    guard var recognition = chosen.first?.recognition else { return nil }
    for other in chosen.dropFirst() {
      recognition.candidates += other.recognition.candidates.filter {
        !recognition.candidates.contains($0)
      }
    }
    if Set(recognition.candidates.map(\.name)).count > 1 {
      recognition.confidence = min(recognition.confidence, .medium)
      recognition.reasons.append("\(recognition.candidates.count) entries fit equally")
    }
    recognition.isManual = chosen.allSatisfy(\.isManual)
    recognition.reasons.append("a container of the entry's image, with the entry's arguments")
    return recognition
  }
}
