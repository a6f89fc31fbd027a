// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure
import Events
import Servers
import Sinks

/// Writes the event log of a run: everything the monitor consumes, and what else its lines depend
/// on. Values of variables are in no event; credentials on command lines are taken out.
///
/// A log with a hole would be judged wrongly, so the first write that fails ends it, at the last
/// whole line. The run goes on.
struct Recorder {
  /// Bytes that wait for the next write.
  private static let batch = 64 << 10

  private var file: RecordFile
  private var buffer: [UInt8] = []
  /// The last tick, as long as nothing followed it: an idle machine writes nothing.
  private var idle: [UInt8] = []
  private var offset: Int64
  private var idleOffset: Int64
  private(set) var isEnded = false
  private var fault: String?

  /// Makes the file and writes what a replay has to know.
  init(
    path: String, host: Host, format: AlertFormat, policy: PolicyInForce, entries: [ServerEntry],
    tellsAll: Bool = false, judgesManual: Bool = false
  ) throws(SinkError) {
    file = try RecordFile(path: path)
    offset = host.realtimeOffset
    idleOffset = offset
    var facts = host.facts
    facts["format"] = format.rawValue
    if tellsAll { facts["flows"] = "all" }
    facts["policy"] = policy.name
    facts["policy_sha256"] = policy.digest
    if judgesManual { facts["judge_manual"] = "true" }
    EventLogWriter.appendHeader(facts: facts, to: &buffer)
    record(entries)
  }

  mutating func record(_ event: Event) {
    keepTick()
    add { EventLogWriter.append(Self.kept(event), to: &$0) }
  }

  /// The entries that are in force from now on.
  mutating func record(_ entries: [ServerEntry]) {
    record(.entries)
    for entry in entries { record(.entry(Self.kept(entry))) }
  }

  mutating func record(_ note: RunNote) {
    keepTick()
    add { EventLogWriter.append(note.note, to: &$0) }
  }

  /// Time passed; written when something follows, or when `keepTick` says that it mattered.
  mutating func record(tick time: Instant, offset now: Int64) {
    idle.removeAll(keepingCapacity: true)
    idleOffset = now
    if now != offset { _ = EventLogWriter.append(RunNote.clock(now).note, to: &idle) }
    _ = EventLogWriter.append(.tick(time), to: &idle)
    flush()
  }

  mutating func keepTick() {
    if idle.isEmpty { return }
    buffer += idle
    offset = idleOffset
    idle.removeAll(keepingCapacity: true)
  }

  mutating func end() {
    keepTick()
    flush()
    // A fault has closed the file already: its number may be another's by now.
    if !isEnded { file.close() }
    isEnded = true
  }

  /// What went wrong since the last call.
  mutating func takeFault() -> String? {
    defer { fault = nil }
    return fault
  }

  private mutating func add(_ append: (inout [UInt8]) -> Bool) {
    if isEnded { return }
    if !append(&buffer) { stop(because: "an event is longer than a line may be") }
    if buffer.count >= Self.batch { flush() }
  }

  private mutating func flush() {
    if isEnded || buffer.isEmpty { return }
    do throws(SinkError) {
      try file.append(buffer)
      buffer.removeAll(keepingCapacity: true)
    } catch { stop(because: "\(error)") }
  }

  private mutating func stop(because reason: String) {
    isEnded = true
    fault = "the event log \(file.path) ends here, the run goes on: \(reason)"
    file.close()
    buffer = []
  }
}

// MARK: - What is kept

extension Recorder {
  /// Names of a hosts file that the name cache takes; the rest would only fill the log.
  private static let hostNames = 8_192

  private static func kept(_ event: Event) -> Event {
    switch event {
    case .exec(var exec):
      exec.arguments = Redactor.redacted(exec.arguments, isCut: exec.argumentsAreCut)
      return .exec(exec)
    case .resolvers(var resolvers):
      var left = hostNames
      resolvers.hosts = resolvers.hosts.prefix { host in
        defer { left -= host.names.count }
        return left > 0
      }
      return .resolvers(resolvers)
    case .container(var container):
      container.arguments = Redactor.redacted(container.arguments)
      container.labels = container.labels.map { Redactor.redacted($0) }
      return .container(container)
    case .fork, .exit, .askedCall, .destination, .dnsPayload, .streamSegment, .claim, .meddling,
      .flowProgress, .flowEnd, .bound, .registries, .proxies, .programFacts, .firstMessage,
      .localPeer, .loss, .tick:
      return event
    }
  }

  /// As the log keeps it, and as it is reported: a replay gives the same bytes.
  static func kept(_ change: ServerListChange) -> ServerListChange {
    ServerListChange(change.kind, kept(change.entry), before: change.before.map(kept))
  }

  private static func kept(_ entry: ServerEntry) -> ServerEntry {
    guard case .stdio(let command) = entry.transport else { return entry }
    var entry = entry
    entry.transport = .stdio(command: Redactor.redacted(command))
    return entry
  }
}
