// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The golden corpus as streams for Tests/Siem: in the folder `EGRET_CORPUS`, a file for each format with the lines
/// of every case, and the lines of Egret itself.
@Suite struct CorpusTests {
  private static let folder = ProcessInfo.processInfo.environment["EGRET_CORPUS"]

  @Test(.enabled(if: folder != nil, "no EGRET_CORPUS"), arguments: ["ocsf", "ecs"])
  func theCorpusIsWritten(format: String) throws {
    let folder = URL(filePath: try #require(Self.folder), directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var stream = ""
    for golden in GoldenCase.all {
      let run = try ReplayRun(log: golden.log(), policy: golden.policy, ["--format", format])
      #expect(run.code < 2, "\(golden): \(run.errors)")
      stream += run.output
    }
    #expect(stream.split(separator: "\n").count > 100)
    try Data(stream.utf8).write(to: folder.appending(path: "\(format).ndjson"))
  }
}
