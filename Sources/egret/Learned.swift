// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Discovery
import Events
import Monitoring
import Policies
import Servers

/// What was learned, and what makes it worth less than it looks.
struct Learned {
  var draft: LearnedPolicy
  /// Records that were lost meanwhile.
  var lost: UInt64
  var warnings: [String]

  init(_ watch: borrowing Watch) {
    draft = watch.draft
    lost = watch.lostRecords
    let names = Set(watch.configurations.entries.map(\.name)).subtracting(draft.names).sorted()
    warnings =
      LearnWarnings(
        seconds: draft.began.map { Watch.now().since($0) / 1_000_000_000 } ?? 0, lost: lost,
        addresses: draft.addressCount, unstarted: names
      ).lines
  }

  /// From logs, one after the other: what one says of a server is added to what the others do.
  init(logs paths: [String], policy: String?) throws {
    var learning = LearningLog(policy: try PolicyInForce(path: policy).policy)
    for path in paths {
      do { try Self.read(path, &learning) } catch let error as EventLogError {
        throw LearningError(
          place: "\(ShownText.escaped(path, limit: 500)):\(error.line)", why: error.text)
      } catch let error as SystemCallError {
        throw LearningError(place: ShownText.escaped(path, limit: 500), why: "\(error)")
      }
    }
    draft = learning.learner.draft
    lost = learning.lost
    let names = learning.listed.subtracting(draft.names).sorted()
    warnings =
      LearnWarnings(
        seconds: learning.seconds, lost: lost, addresses: draft.addressCount, unstarted: names
      ).lines
    if learning.strangeLines > 0 {
      warnings.append("warning: lines that are none of Egret's: \(learning.strangeLines)")
    }
  }

  private static func read(_ path: String, _ learning: inout LearningLog) throws {
    var lines = try LogLines(path: path)
    learning.begin()
    while let line = try lines.next() { try learning.consume(line) }
    learning.finish()
  }
}

/// Why a log taught nothing.
struct LearningError: Error, CustomStringConvertible {
  var place: String
  var why: String

  var description: String { "\(place): \(why)" }
}
