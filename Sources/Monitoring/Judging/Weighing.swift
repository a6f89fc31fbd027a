// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// How bad a first contact looks of a server that nothing describes. Made only where something is
/// reported: an expected destination costs none of it.
struct Weighing {
  let act: Act
  let process: FindingProcess
  let rules: [Rule]
  let hasCredentials: Bool

  var indicators: [Indicator] {
    rules.contains(.noExpectations) ? Indicator.allCases.filter(applies) : []
  }

  /// What was weighed, in a sentence; nil for an ordinary contact.
  static func reason(_ indicators: [Indicator]) -> String? {
    guard Indicator.severity(of: indicators) > .low else { return nil }
    let words = indicators.map(\.words).joined(separator: ", ")
    return "a first contact that nothing describes, \(words)"
  }

  /// Whether the program is one that has the library, and the server's own. Else the habit is no excuse.
  func excuses(_ habit: LibraryHabit) -> Bool {
    guard helper == nil else { return false }
    return switch habit.runtime {
    case .python: ForeignProgram.isPython(process.path)
    case .node: ForeignProgram.isNode(process.path)
    case .browser: ForeignProgram.isBrowser(process.path)
    case .any: !process.path.isEmpty
    }
  }

  private func applies(_ indicator: Indicator) -> Bool {
    switch indicator {
    case .knownCollector: rules.contains(.knownCollector)
    case .addressWithoutName: isNameless && act.names.isComplete
    case .transferTool: helper == .transferTool
    case .nameUnknown: isNameless && !act.names.isComplete && !isOlderThanEgret
    case .beforeFirstMessage: isEarly
    case .helperProcess: helper == .other
    case .sharedHosting: names.contains { SharedPlatforms.hosting(of: $0) != nil }
    case .credentials: hasCredentials
    case .undocumented: isUndocumented
    }
  }

  /// The package does not name it, and other servers of the package run here without it.
  private var isUndocumented: Bool {
    guard let package = act.package?.value, package.facts != nil, let host = act.reachedHost
    else { return false }
    return package.mention(of: host) == nil && package.isUsedElsewhere(host) == false
  }

  private var destination: Destination? {
    switch act.deed {
    case .reached(let destination): destination
    case .proxied(let proxied): proxied.destination
    case .asked, .handedOff, .queried, .meddled, .began, .installing, .changed: nil
    }
  }

  private var names: [String] {
    if case .proxied(let proxied) = act.deed, proxied.destination == nil {
      return [proxied.target.host]
    }
    return act.names.names
  }

  /// A public address. One of the own network is mostly known by its number, and one that had a name until
  /// lately was not made up.
  private var isNameless: Bool {
    guard let destination, act.names.names.isEmpty, act.names.past.isEmpty else { return false }
    return destination.endpoint.address.scope == .global
  }

  /// What it was told before is not known.
  private var isOlderThanEgret: Bool {
    act.doer.instance.value.exec.isOlderThanEgret || destination?.isOlderThanEgret == true
  }

  /// Where the first message is not seen, the first second stands for it: what runs while a package is
  /// imported.
  private var isEarly: Bool {
    let instance = act.doer.instance.value
    if let isServing = act.isServing { return !isServing }
    if instance.exec.isOlderThanEgret { return false }
    return act.time.since(instance.serverBegan ?? instance.exec.time) < Self.importTime
  }

  private static let importTime: UInt64 = 1_000_000_000

  private var helper: ForeignProgram? {
    let instance = act.doer.instance.value
    let own = [instance.exec.executable, instance.exec.file, instance.serverProgram ?? ""]
    return .of(process.path, beside: own.filter { !$0.isEmpty })
  }
}
