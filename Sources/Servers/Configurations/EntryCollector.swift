// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// Gathers the entries of one file; each shape is an extension in a file of its own.
struct EntryCollector {
  let file: String
  let source: ConfigurationSource
  var reading = ConfigurationReading()

  init(file: String, source: ConfigurationSource) {
    self.file = file
    self.source = source
  }

  mutating func collect(_ value: ConfigurationValue) {
    switch source.shape {
    case .map(let places):
      collectMap(value, under: places)
      collectProjectKeys(value["projects"])
    case .mapOrFlat(let places): collectMapOrFlat(value, under: places)
    case .list(let places): collectList(value, under: places)
    case .claudeCode: collectClaudeCode(value)
    case .pluginManifest: collectPluginManifest(value)
    case .visualStudioCode: collectVisualStudioCode(value)
    case .visualStudioCodeNested: collectVisualStudioCodeNested(value)
    case .continueDev: collectContinue(value)
    case .goose: collectGoose(value)
    case .openHands: collectOpenHands(value)
    case .byProject: collectByProject(value)
    case .projects: collectProjects(value)
    case .toolHive: collectToolHive(value)
    case .jetBrains: collectJetBrains(value)
    case .dockerProfiles: collectDockerProfiles(value)
    case .dockerCatalogue: collectDockerCatalogue(value)
    }
  }

  mutating func tell(_ text: String, line: Int?, lost: ConfigurationProblem.Lost?) {
    guard reading.problems.count < ConfigurationLimits.problems else { return }
    reading.problems.append(ConfigurationProblem(line: line, text: text, lost: lost))
  }

  /// Adds the entry, or reports why it is odd.
  mutating func add(
    name: String, value: ConfigurationValue, line: Int?, scope: ServerEntry.Scope? = nil,
    project: String? = nil, granted: [String] = []
  ) {
    guard !Self.isFromElsewhere(value) else { return }
    let name = kept(name, line: line)
    let shown = ShownText.escaped(name, limit: 80)
    let most =
      source.shape == .claudeCode ? ConfigurationLimits.projectEntries : ConfigurationLimits.entries
    guard reading.entries.count < most else {
      if !isFull {
        tell(
          "more than \(most) servers; the rest is left out", line: line,
          lost: .part)
        isFull = true
      }
      return
    }
    do throws(EntryDraft.Failure) {
      let draft = try EntryDraft(value)
      guard let transport = draft.transport else {
        tell("the server `\(shown)` has a URL that names no host", line: line, lost: .entry)
        return
      }
      let entry = entry(
        name: name, draft: draft, transport: transport, line: line, scope: scope, project: project,
        granted: granted)
      reading.entries.append(entry)
    } catch {
      if error != .overlay { tell("the server `\(shown)` \(error.text)", line: line, lost: .entry) }
    }
  }

  private var isFull = false

  /// An entry with an odd name is a server all the same, and is watched as one.
  private mutating func kept(_ name: String, line: Int?) -> String {
    if name.isEmpty {
      tell("a server's name is empty", line: line, lost: nil)
      return "unnamed"
    }
    guard name.utf8.count > ConfigurationLimits.name else { return name }
    tell(
      "a server's name is too long: `\(ShownText.escaped(name, limit: 80))`", line: line, lost: nil)
    return Self.cut(name)
  }

  /// Whole characters of Unicode only: what stands for half of one takes more bytes than it.
  private static func cut(_ name: String) -> String {
    var bytes = 0
    let kept = name.unicodeScalars.prefix { scalar in
      bytes += UTF8.width(scalar)
      return bytes <= ConfigurationLimits.name
    }
    return String(kept)
  }

  /// Zed's extensions bring their command themselves; the file has their settings alone.
  private static func isFromElsewhere(_ value: ConfigurationValue) -> Bool {
    value["source"]?.string == "extension" && value["command"] == nil
  }

  private func entry(
    name: String, draft: EntryDraft, transport: ServerEntry.Transport, line: Int?,
    scope: ServerEntry.Scope?, project: String?, granted: [String]
  ) -> ServerEntry {
    ServerEntry(
      name: name, transport: transport, client: source.client, scope: scope ?? source.scope,
      file: file, line: line, user: source.user, workingDirectory: draft.workingDirectory,
      project: project ?? source.project, environment: draft.environmentNames,
      implied: draft.implied, granted: granted, proxies: draft.proxies,
      isDisabled: draft.isDisabled)
  }

  /// Keeps a project's path for reading its own files.
  mutating func addProject(_ path: String) {
    guard path.hasPrefix("/"), path.utf8.count <= 4_096,
      reading.projects.count < ConfigurationLimits.projects
    else { return }
    reading.projects.append(path)
  }
}
