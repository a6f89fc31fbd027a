// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

@testable import Kernel

extension KernelLive {
  /// What a running egret may still do, by `/proc/PID/task/*/status`.
  @Suite struct PrivilegesTests {
    /// The process that does the canary's acts.
    private static func canary(of pid: Int32) throws -> Int32 {
      try #require(OwnChildren.named("egret-canary", of: pid))
    }

    /// What a process holds open.
    private static func descriptors(of pid: Int32) throws -> [String] {
      let folder = "/proc/\(pid)/fd"
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
      }
    }

    private static func expectFiltered(_ threads: [[String: String]], _ kept: UInt64) throws {
      for thread in threads {
        #expect(thread["NoNewPrivs"] == "1" && thread["Seccomp"] == "2", "\(thread)")
        for set in ["CapPrm", "CapEff", "CapBnd"] {
          let mask = try #require(thread[set].flatMap { UInt64($0, radix: 16) })
          #expect(mask & ~kept == 0, "\(thread["Name"] ?? "?"): \(set)")
        }
        #expect(thread["CapInh"].flatMap { UInt64($0, radix: 16) } == 0)
        #expect(thread["CapAmb"].flatMap { UInt64($0, radix: 16) } == 0)
      }
    }

    @Test("The canary's process has one power, one line, and an end", .timeLimit(.minutes(1)))
    func canaryHasLittle() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.watchHome()
      let canary = try Self.canary(of: egret.pid)
      let threads = try Self.powers(of: canary)
      #expect(threads.count == 1)
      try Self.expectFiltered(threads, 1 << UInt64(SupportCapability.netRaw.rawValue))
      let open = try Self.descriptors(of: canary)
      #expect(
        open.prefix(3) == ["/dev/null", "/dev/null", "/dev/null"] && open.count == 4, "\(open)")
      #expect(open.last?.hasPrefix("socket:") == true)
      egret.signal(SIGKILL)
      try egret.wait(for: "the canary's end") {
        (try? Self.descriptors(of: canary))?.isEmpty ?? true
      }
    }

    @Test("Egret goes on without its canary, and says so", .timeLimit(.minutes(1)))
    func canaryIsKilled() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.watchHome(["--heartbeat", "1"])
      kill(try Self.canary(of: egret.pid), SIGKILL)
      try egret.wait(for: "a word of it") { egret.errors.contains("canary's process") }
      #expect(egret.lines("egret.hook").isEmpty, "nothing is known of the hooks: none has fallen")
      egret.stop()
      #expect(egret.process.terminationStatus == 0, "\(egret.errors)")
    }

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
      try Self.expectFiltered(threads, kept)
      egret.stop()
      #expect(!egret.says("hook") && egret.process.terminationStatus == 0, "\(egret.errors)")
    }
  }
}
