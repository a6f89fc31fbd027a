// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// One thing that a process of a server did, with everything a verdict rests on. The judge is a
/// function of it.
struct Act: Sendable {
  enum Deed: Sendable {
    case reached(Destination)
    case asked(AskedCall)
    case handedOff(Handoff)
    case queried(NameQuery)
    case proxied(Proxied)
    case meddled(Meddling)
    /// It began, and no configuration lists it.
    case began(Exec)
    /// It runs an installer, in these words.
    case installing(Exec, String)
    /// Its code is another than at its last start, in these sentences; when that was seen.
    case changed(Instant, [String])
  }

  let deed: Deed
  let doer: Doer
  /// Under which names the server may know what it reached.
  var names = KnownNames()
  /// What the call asked for, message by message; nil where that is not known.
  var messages: [SocketAddress]?
  /// What is known of the server's code.
  var package: Shared<ServerPackage>?

  init(_ deed: Deed, by doer: Doer) {
    self.deed = deed
    self.doer = doer
  }

  var time: Instant {
    switch deed {
    case .reached(let destination): destination.time
    case .asked(let asked): asked.time
    case .handedOff(let handoff): handoff.asked.time
    case .queried(let query): query.time
    case .proxied(let proxied): proxied.claim.time
    case .meddled(let meddling): meddling.time
    case .began(let exec), .installing(let exec, _): exec.time
    case .changed(let time, _): time
    }
  }

  /// What the server itself is expected to use.
  var serverExpectations: Expectations { doer.instance.value.expectations }
  /// Where its installers may download from.
  var registry: Expectations { doer.instance.value.registry }

  /// The proxies that count for it.
  var proxies: Expectations { doer.instance.value.proxies }

  /// One program that installs and serves downloads first.
  var isDownloading: Bool {
    guard doer.installsItself, let began = doer.programBegan else { return false }
    return time.since(began) < ReachJudge.downloadTime
  }

  /// What counts for whoever acts. An installer has its registry, an install script has nothing; the
  /// server has what it is expected to use, and no registry.
  var expectations: Expectations {
    if doer.role == .installScript { return .none }
    return doer.isInstaller ? registry : serverExpectations
  }

  /// Whether the policy lists a Unix socket for whoever acts.
  func expects(socket name: String) -> Bool { expectations.judge(socket: name).isExpected }

  /// Where in the server's life the act falls. Whether it is part of an installation follows from
  /// the launch and not from the clock. `start` begins at the server's own exec, not at the
  /// launcher's, and ends with the server's first message.
  var phase: Phase {
    if doer.isInstaller || doer.role == .installScript { return .install }
    if isServing == true { return .run }
    let instance = doer.instance.value
    let began = instance.serverBegan ?? instance.exec.time
    return time.since(began) < Self.startTime ? .start : .run
  }

  /// Whether the server had its first message by then; nil where that is not known.
  var isServing: Bool? { doer.instance.value.serving.isServing(at: time) }

  /// What a client waits for `initialize`: ten seconds.
  private static let startTime: UInt64 = 10_000_000_000
}
