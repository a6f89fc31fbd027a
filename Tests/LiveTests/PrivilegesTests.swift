// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

@testable import Kernel

extension KernelLive {
  /// What a running egret may still do, by `/proc/PID/task/*/status`.
  @Suite struct PrivilegesTests {
    /// The lines of each thread's status that say so.
    private static func powers(of pid: Int32) throws -> [[String: String]] {
      let tasks = "/proc/\(pid)/task"
      return try FileManager.default.contentsOfDirectory(atPath: tasks).map { thread in
        let text = try String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
        let pairs = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
        return Dictionary(
          pairs.filter { $0.count == 2 }.map {
            (String($0[0]), $0[1].trimmingCharacters(in: .whitespaces))
          }, uniquingKeysWith: { first, _ in first })
      }
    }

    @Test(
      "No thread keeps a power that is not in the table", .timeLimit(.minutes(1)),
      arguments: [false, true])
    func powersAreGivenUp(writesFiles: Bool) throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.watchHome(
        writesFiles ? ["--output", "stdout", "--output", "file:" + egret.path("alerts")] : [])
      let kept = Privileges.kept(writesFiles: writesFiles)
      let threads = try Self.powers(of: egret.pid)
      #expect(threads.count >= 2, "the loop, and a writer for each output")
      for thread in threads {
        #expect(thread["NoNewPrivs"] == "1", "\(thread)")
        for set in ["CapPrm", "CapEff", "CapBnd"] {
          let mask = try #require(thread[set].flatMap { UInt64($0, radix: 16) })
          #expect(mask & ~kept == 0, "\(thread["Name"] ?? "?"): \(set)")
        }
        #expect(thread["CapInh"].flatMap { UInt64($0, radix: 16) } == 0)
        #expect(thread["CapAmb"].flatMap { UInt64($0, radix: 16) } == 0)
      }
      egret.stop()
      #expect(!egret.says("hook") && egret.process.terminationStatus == 0, "\(egret.errors)")
    }
  }
}
