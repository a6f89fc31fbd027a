// SPDX-License-Identifier: Apache-2.0

package import Events

/// The servers that one bridge starts and gives names of their own: `mcp-proxy --named-server NAME COMMAND`.
/// A client's URL for one ends in `/servers/NAME/…`.
package enum NamedServers {
  private static let limit = 64

  /// The server that the bridge's child is, of several that the bridge may be; nil where the child is none
  /// of those that its command line names, or it is not known which.
  package static func recognise(
    _ child: Exec, below bridge: Exec, _ recognition: Recognition
  ) -> Recognition? {
    guard recognition.candidates.count > 1 else { return nil }
    let views = CommandViews(child).views
    let names = named(by: bridge.arguments).filter { server in
      CommandPattern(entry: 0, words: server.command, isInner: false, base: nil).map { pattern in
        views.contains { pattern.isOf($0) }
      } ?? false
    }.map(\.name)
    guard Set(names).count == 1, let name = names.first else { return nil }
    let own = recognition.candidates.filter { leads($0, to: name) }
    guard !own.isEmpty, own.count < recognition.candidates.count else { return nil }
    var found = recognition
    found.candidates = own
    found.confidence = Set(own.map(\.name)).count > 1 ? .medium : .high
    found.reasons = ["the bridge starts it by the name to which the configuration's URL leads"]
    found.package = nil
    found.isPinned = nil
    if let package = views.lazy.compactMap({ Launch.package(of: Array($0)) }).first {
      (found.package, found.isPinned) = (package.description, package.isPinned)
    }
    return found
  }

  static func named(by words: [String]) -> [(name: String, command: [String])] {
    words.indices.prefix(4_096).filter { words[$0] == "--named-server" && $0 + 2 < words.count }
      .prefix(limit).compactMap { place in
        CommandLineText.words(words[place + 2]).map { (words[place + 1], $0) }
      }
  }

  private static func leads(_ entry: ServerEntry, to name: String) -> Bool {
    guard case .remote(let text) = entry.transport, let url = EndpointURL(text) else {
      return false
    }
    return url.path.split(separator: "/").contains { $0 == name }
  }
}

extension CommandPattern {
  /// Whether it is the command, too.
  fileprivate func isOf(_ view: ArraySlice<String>) -> Bool {
    view.first.map { CommandLineText.baseName($0) == head } == true
      && matches(view, isCut: false)
  }
}
