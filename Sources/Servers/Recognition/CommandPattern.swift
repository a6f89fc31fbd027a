// SPDX-License-Identifier: Apache-2.0

/// A command line as an entry has it, made ready to be compared.
struct CommandPattern: Sendable {
  /// The index of its entry.
  let entry: Int
  let words: [WordPattern]
  /// Whether it is a wrapper's inner command rather than the command that the client starts.
  let isInner: Bool
  /// The base name of the command.
  let head: String
  /// The package that a launcher would fetch, and the server's arguments.
  let launch: Launch
  private let base: String?

  /// Nil if the command itself is a variable: nothing could be compared.
  init?(entry: Int, words: [String], isInner: Bool, base: String?) {
    guard let command = words.first else { return nil }
    let head = CommandLineText.baseName(command)
    guard !head.isEmpty, WordPattern(head).isLiteral else { return nil }
    self.entry = entry
    self.words = words.map { WordPattern($0) }
    self.isInner = isInner
    self.head = head
    self.base = base
    launch = LaunchReader.read(words)
  }

  /// The command lines an entry may be seen as: as written, split if the whole line stands in
  /// the command, in the launcher's other spelling, and without its wrapper.
  static func all(entry index: Int, of entry: ServerEntry) -> [CommandPattern] {
    guard case .stdio(let command) = entry.transport, let first = command.first else { return [] }
    var lines = [command]
    if first.contains(" "), let words = CommandLineText.words(first) {
      lines.append(words + command.dropFirst())
    }
    lines += lines.compactMap { LauncherSpelling.usual($0[...]) }
    var inner = lines.compactMap { unwrapped($0) }
    inner += inner.compactMap { LauncherSpelling.usual($0[...]) }
    let base = entry.workingDirectory ?? entry.project
    let innerBase = ShellText.directory(of: command) ?? base
    return lines.compactMap { CommandPattern(entry: index, words: $0, isInner: false, base: base) }
      + inner.compactMap { CommandPattern(entry: index, words: $0, isInner: true, base: innerBase) }
  }

  private static func unwrapped(_ words: [String]) -> [String]? {
    let launches = Launch.chain(words).prefix { $0.launcher == .env || $0.launcher == .shell }
    return launches.last?.nested
  }

  /// Bytes of the arguments that must be there, without options and slashes: they distinguish this
  /// entry from others.
  var weight: Int {
    words.dropFirst().reduce(0) { $0 + ($1.text.hasPrefix("-") ? 0 : $1.weight) }
  }

  var hasVariables: Bool { words.contains { !$0.isLiteral } }

  /// The first argument that is no option is a path from an unknown directory.
  var isRelative: Bool {
    guard base == nil, let first = words.dropFirst().first(where: { !$0.text.hasPrefix("-") })
    else { return false }
    let takesScript = GenericProgram.isInterpreter(head) || head == "deno" || head == "bun"
    return takesScript && first.isLiteral && !first.text.hasPrefix("/") && launch.package == nil
      && launch.nested == nil && launch.launcher != .pythonModule
  }

  /// Whether all words fit, or those that a cut argv still shows.
  func matches(_ view: ArraySlice<String>, isCut: Bool) -> Bool {
    if !isCut { return view.count == words.count && fits(view) }
    guard view.count > 1, view.count <= words.count, let last = view.last else { return false }
    let end = words[view.count - 1]
    return fits(view.dropLast()) && (fits(end, last) || end.mayBegin(with: last))
  }

  private func fits(_ view: ArraySlice<String>) -> Bool {
    zip(words, view).dropFirst().allSatisfy { fits($0, $1) }
  }

  /// Whether the server's own arguments fit, without the launcher's options.
  func matchesArguments(_ arguments: [String]) -> Bool {
    guard arguments.count == launch.arguments.count else { return false }
    return zip(words.suffix(arguments.count), arguments).allSatisfy { fits($0, $1) }
  }

  private func fits(_ pattern: WordPattern, _ word: String) -> Bool {
    pattern.matches(word)
      || (pattern.isLiteral && word.hasPrefix("/") && joined(pattern.text) == word)
  }

  /// How the command's own word fits: by name, by path, or only by its last component.
  func commandFit(_ word: String, file: String) -> CommandFit {
    guard let command = words.first else { return .directoryDiffers }
    guard command.text.contains("/") else { return .same }
    if command.matches(word) || command.matches(file) { return .same }
    guard let joined = joined(command.text) else { return .directoryDiffers }
    return joined == word || joined == file ? .same : .directoryDiffers
  }

  /// The path below the entry's directory, if that is known.
  func joined(_ path: String) -> String? {
    guard let base, base.hasPrefix("/"), !path.hasPrefix("/"), !path.hasPrefix("-") else {
      return nil
    }
    let bare = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return base.hasSuffix("/") ? base + bare : base + "/" + bare
  }
}

/// How a process's own command word compares with an entry's.
enum CommandFit: Hashable, Sendable {
  case same
  /// The entry names a path, and the program has the same name elsewhere.
  case directoryDiffers
}
