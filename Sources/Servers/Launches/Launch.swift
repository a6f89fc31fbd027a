// SPDX-License-Identifier: Apache-2.0

/// The program that a command line starts, read from its words alone.
package struct Launch: Hashable, Sendable {
  package var launcher: Launcher
  /// The package that is fetched and run, if the words show it.
  package var package: PackageSpec?
  /// The words behind the package, the script or the image: the server's own arguments.
  package var arguments: [String]
  /// The command that a wrapper or a bridge starts in turn.
  package var nested: [String]?
  /// The remote server a bridge connects to, as it may be shown.
  package var remote: String?
  /// URLs of registries that the words give.
  package var registries: [String]

  package init(
    launcher: Launcher, package: PackageSpec? = nil, arguments: [String] = [],
    nested: [String]? = nil, remote: String? = nil, registries: [String] = []
  ) {
    self.registries = registries
    self.launcher = launcher
    self.package = package
    self.arguments = arguments
    self.nested = nested
    self.remote = remote
  }

  /// The launches of a command line, outermost first: each starts the next. Six at most.
  package static func chain(_ words: [String]) -> [Launch] {
    var launches: [Launch] = []
    var next: [String]? = words
    while let words = next, !words.isEmpty, launches.count < 6 {
      let launch = LaunchReader.read(words)
      launches.append(launch)
      next = launch.nested
    }
    return launches
  }

  /// The package that is the server: the innermost one, since the outer ones only bridge.
  package static func package(of words: [String]) -> PackageSpec? {
    chain(words).last { $0.package != nil }?.package
  }
}
