// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies

/// What servers send to endpoints that have a budget: all processes and connections of a server together.
///
/// Bounded. Of the oldest open connection, where there are too many, the rest is not counted; of the
/// account that began first, what it has spent.
struct Uploads: Sendable {
  /// One budget of one server, as one client lists it.
  private struct Account: Hashable {
    var server: String
    var configuration: String
    var limit: UploadLimit
  }

  private struct Spending {
    var began: Instant
    var bytes: UInt64 = 0
    var isReported = false
  }

  private struct Flow {
    var account: Account
    /// As it would be reported.
    var finding: Finding
    /// The connection's other side: the proxy, where there is one.
    var endpoint: Endpoint
    var socket: CountedSocket
    var counted: UInt64 = 0
  }

  private static let most = 4_096
  private var flows = OpenSockets<Flow>(limit: most)
  private var spent: [Account: Spending] = [:]

  /// Connections whose bytes are wanted while they are open.
  var open: [CountedSocket] { flows.all.map(\.socket) }

  /// A connection to an endpoint that has a budget; one that is known goes on.
  mutating func begin(_ finding: Finding, to endpoint: Endpoint, _ limit: UploadLimit) {
    let account = Account(
      server: finding.server.name, configuration: finding.server.config, limit: limit)
    if let known = flows[finding.cookie], known.account == account, known.endpoint == endpoint {
      return
    }
    let socket = CountedSocket(
      cookie: finding.cookie, process: finding.process.id, netNamespace: finding.netNamespace,
      transport: finding.target.transport)
    flows.put(
      Flow(account: account, finding: finding, endpoint: endpoint, socket: socket),
      for: finding.cookie)
  }

  /// The connection has sent so much in all. What to report, once in each window.
  mutating func count(
    _ cookie: UInt64, to endpoint: Endpoint, bytesOut: UInt64, at time: Instant
  ) -> Finding? {
    guard var flow = flows[cookie], flow.endpoint == endpoint, bytesOut > flow.counted else {
      return nil
    }
    let spending = spend(bytesOut - flow.counted, of: flow.account, at: time)
    flow.counted = bytesOut
    flows.put(flow, for: cookie)
    return spending.map { Self.finding(flow, $0, at: time) }
  }

  mutating func end(_ cookie: UInt64) { _ = flows.remove(cookie) }

  /// What was spent, where it is news that it is too much.
  private mutating func spend(
    _ bytes: UInt64, of account: Account, at time: Instant
  ) -> Spending? {
    let budget = account.limit.budget
    var spending = spent[account] ?? Spending(began: time)
    if time.since(spending.began) >= budget.window.nanoseconds { spending = Spending(began: time) }
    let (sum, isOver) = spending.bytes.addingReportingOverflow(bytes)
    spending.bytes = isOver ? .max : sum
    let isNews = spending.bytes > budget.bytes && !spending.isReported
    if isNews { spending.isReported = true }
    if spent[account] == nil, spent.count >= Self.most { forgetOldest() }
    spent[account] = spending
    return isNews ? spending : nil
  }

  private mutating func forgetOldest() {
    let oldest = spent.min { $0.value.began.nanoseconds < $1.value.began.nanoseconds }
    if let oldest { spent[oldest.key] = nil }
  }

  private static func finding(_ flow: Flow, _ spending: Spending, at time: Instant) -> Finding {
    let limit = flow.account.limit
    var finding = flow.finding
    finding.time = time
    finding.fire([.uploadOverBudget])
    finding.bytesOut = flow.counted
    let seconds = time.since(spending.began) / 1_000_000_000
    finding.reasons.insert(
      "\(limit.endpoint) took \(ByteCount.text(spending.bytes)) of all its processes in "
        + "\(seconds) seconds, and \(limit.source) allows \(ByteCount.text(limit.budget.bytes)) "
        + "within \(limit.budget.window.words)", at: 0)
    return finding
  }
}
