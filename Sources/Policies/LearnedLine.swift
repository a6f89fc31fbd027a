// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
import Events

/// A line of a draft: an endpoint and what a reviewer has to know of it.
struct LearnedLine: Hashable, Sendable {
  /// In the policy's spelling.
  var endpoint: String
  /// Escaped, on one line.
  var comment: String
  var isCommentedOut = false

  /// As an item of a block list that is indented so far.
  func text(indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    let item = "- \(YAMLText.quoted(endpoint))  # \(comment)"
    return blanks + (isCommentedOut ? "# " + item : item)
  }
}

extension LearnedServer {
  /// What a policy would list, then what it would not, in a reviewer's order: names, addresses, what others
  /// give, and what is commented out.
  func lines(since began: Instant?) -> [LearnedLine] {
    let seen = endpoints.sorted {
      ($0.key.isAddress ? 1 : 0, $0.key.text) < ($1.key.isAddress ? 1 : 0, $1.key.text)
    }
    let all = givenExpectations.first { $0.expectation.target == .any }
    let used = seen.map { endpoint, use in
      LearnedLine(
        endpoint: endpoint.text, comment: comment(endpoint, use, since: began),
        isCommentedOut: all.map { any in
          endpoint.expectation.map(any.expectation.leavesNothing) ?? false
        } ?? false)
    }
    return used + askedLines + givenLines + doubtfulLines
      + refusals.sorted { ($0.key.what, $0.key.why) < ($1.key.what, $1.key.why) }
      .map { refusal, count in
        LearnedLine(
          endpoint: refusal.what,
          comment:
            "not taken (\(Self.times(count))): \(ShownText.escaped(refusal.why, limit: 300))",
          isCommentedOut: true)
      }
  }

  /// Nothing was seen that a policy would list.
  var isIdle: Bool { endpoints.isEmpty && askedLines.isEmpty }

  /// What others give and nothing that was seen stands for.
  private var givenLines: [LearnedLine] {
    let seen = endpoints.keys.compactMap(\.expectation)
    return givenExpectations.filter { given in
      !seen.contains { $0.covers(given.expectation) }
    }.map { given in
      let isUsed = seen.contains { given.expectation.leavesNothing(for: $0) }
      let use = isUsed ? "" : ", not used meanwhile"
      return LearnedLine(
        endpoint: given.endpoint.endpoint,
        comment: "by its \(ShownText.escaped(given.endpoint.source, limit: 80))\(use)")
    }
  }

  /// Names that nothing else in the list stands for: to ask for one is to be expected, too.
  private var askedLines: [LearnedLine] {
    let listed = endpoints.keys.compactMap(\.expectation) + givenExpectations.map(\.expectation)
    let index = ExpectationIndex(listed)
    return asked.sorted().compactMap { name in
      guard index.match(name: name, port: nil, transport: .tcp) == nil,
        Collectors.reason(for: name) == nil,
        let endpoint = LearnedEndpoint(host: name, port: Expectation.defaultPort)
      else { return nil }
      return LearnedLine(endpoint: endpoint.text, comment: "asked for, and not reached meanwhile")
    }
  }

  /// What is not listed otherwise, as comments: the catalogue has it without having read it anywhere.
  private var doubtfulLines: [LearnedLine] {
    let listed = endpoints.keys.compactMap(\.expectation) + givenExpectations.map(\.expectation)
    return unverified.compactMap { text in
      guard let doubtful = try? Expectation.parse(text),
        !listed.contains(where: { $0.covers(doubtful) })
      else { return nil }
      return LearnedLine(
        endpoint: text, comment: "in the catalogue, read in no source, and not used meanwhile",
        isCommentedOut: true)
    }
  }

  private var givenExpectations: [(endpoint: SourcedEndpoint, expectation: Expectation)] {
    given.compactMap { endpoint in
      guard let expectation = try? Expectation.parse(endpoint.endpoint),
        expectation.target != .none
      else { return nil }
      return (endpoint, expectation)
    }
  }

  private func comment(_ endpoint: LearnedEndpoint, _ use: LearnedUse, since began: Instant?)
    -> String
  {
    var parts = [Self.times(use.count)]
    if use.bytesOut > 0 || use.bytesIn > 0 {
      parts[0] += ", \(ByteCount.text(use.bytesOut)) out, \(ByteCount.text(use.bytesIn)) in"
    }
    if let began, let first = use.first, let last = use.last {
      let span = "after \(Self.span(from: began, to: first))"
      parts.append(
        use.count == 1 ? span : "first \(span), last after \(Self.span(from: began, to: last))")
    }
    if !use.programs.isEmpty {
      parts.append(
        "by "
          + use.programs.sorted().map { ShownText.escaped($0, limit: 32) }.joined(separator: ", "))
    }
    if !endpoint.isAddress {
      parts.append("name: " + use.evidence.sorted().joined(separator: ", "))
    }
    if endpoint.isBare {
      parts.append("warning: a bare address, no resolver here gave a name for it")
    }
    return parts.joined(separator: "; ")
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  private static func span(from began: Instant, to time: Instant) -> String {
    let seconds = time.since(began) / 1_000_000_000
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7_200: "\(seconds / 60) min"
    default: "\(seconds / 3_600) h"
    }
  }
}
