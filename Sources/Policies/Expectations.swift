// SPDX-License-Identifier: Apache-2.0

package import Events

/// Everything one server is expected to use. One list per candidate name; a connection is
/// expected only if every list allows it, so that a doubtful name is reported.
package struct Expectations: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// No source describes the server.
    case undescribed
    /// `none`.
    case nothing
    case listed
  }

  let lists: [ExpectationIndex]
  /// Some entry has a budget: most lists have none, and are not asked.
  package let hasBudgets: Bool
  private let described: [Origin]
  /// In the policy's spelling, for alerts. Every candidate's, without repeats.
  package let list: [String]
  /// `policy.yaml:12`, `client configuration`, `entry`, `catalogue`, several joined; empty for
  /// none.
  package let source: String

  /// `origins` say who described the server, in the order of the sources.
  init(lists: [[Expectation]], origins: [Origin]) {
    var distinct: [ExpectationIndex] = []
    for index in lists.map(ExpectationIndex.init) where !distinct.contains(index) {
      distinct.append(index)
    }
    self.init(indices: distinct, origins: origins)
  }

  /// Every list of both must allow what is expected.
  func joined(with other: Expectations) -> Expectations {
    Expectations(
      indices: lists + other.lists.filter { !lists.contains($0) },
      origins: described + other.described)
  }

  private init(indices: [ExpectationIndex], origins: [Origin]) {
    lists = indices
    hasBudgets = indices.contains { $0.list.contains { $0.maxUpload != nil } }
    described = origins
    list = Self.unique(indices.flatMap { $0.list.map(\.text) })
    source = Self.unique(origins.map(\.description)).joined(separator: ", ")
  }

  static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// The entries that no other candidate's list lacks.
  var counting: [Expectation] {
    lists.flatMap(\.list).filter { entry in
      lists.allSatisfy { $0.list.contains { $0.text == entry.text || $0.covers(entry) } }
    }
  }

  package var kind: Kind {
    if lists.contains(where: { !$0.list.isEmpty }) { return .listed }
    return lists.contains { $0.isDescribed } ? .nothing : .undescribed
  }

  /// No source describes this server.
  package var isEmpty: Bool { kind == .undescribed }

  /// Only the entry's own words describe it, which never say everything that it uses.
  package var isOnlyOfEntry: Bool {
    !described.isEmpty && described.allSatisfy { $0 == .entry }
  }

  /// A person wrote `none`.
  package var isNothingByPolicy: Bool {
    kind == .nothing
      && described.allSatisfy { origin in if case .policy = origin { true } else { false } }
  }

  /// Whether `judge` says that it is expected, without saying by what: most connections need no more.
  package func allow(_ question: Question) -> Bool {
    !lists.isEmpty && lists.allSatisfy { $0.match(question) != nil }
  }

  package func judge(_ question: Question) -> Judgement { worst { $0.judge(question) } }

  /// A host name as it is asked of a resolver (port nil), or with a port, before its address is
  /// known.
  package func judge(
    name: String, port: UInt16? = nil, transport: TransportProtocol = .tcp
  ) -> Judgement {
    worst { $0.judge(name: name, port: port, transport: transport) }
  }

  /// A Unix socket, by its path or abstract name (`@NAME`).
  package func judge(socket name: String) -> Judgement { worst { $0.judge(socket: name) } }

  /// Of lists that disagree, the first of the highest weight.
  private func worst(_ judge: (ExpectationIndex) -> Judgement) -> Judgement {
    var worst: Judgement?
    for list in lists {
      let judgement = judge(list)
      if judgement.weight > worst?.weight ?? -1 { worst = judgement }
    }
    return worst ?? .noExpectations
  }

  /// Whether an entry other than `any` names the host: what overrides the known-collector rule.
  package func namesExplicitly(_ name: String) -> Bool {
    !lists.isEmpty && lists.allSatisfy { $0.namesExplicitly(name) }
  }

  /// Whether the policy names what was reached, other than by `any`: what excuses an installer.
  package func isNamedByPolicy(_ question: Question) -> Bool {
    !lists.isEmpty
      && lists.allSatisfy { list in
        guard let match = list.match(question), match.target != .any else { return false }
        switch match.origin {
        case .policy: return true
        case .clientConfiguration, .entry, .catalogue, .registry, .machine, .starter: return false
        }
      }
  }
}
