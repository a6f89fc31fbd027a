// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A small program of the test's own, told from all others by its pid.
struct Trigger {
  let command: [String]
  var environment: [String: String] = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]

  struct Played {
    let pid: UInt32
    let status: Int32
    let output: String
  }

  struct Odd: Error, CustomStringConvertible { let description: String }

  /// A Python program. `namespace`: in a network of its own, with loopback.
  static func python(_ source: String, namespace: Bool = false) -> Trigger {
    guard namespace else { return Trigger(command: ["/usr/bin/env", "python3", "-c", source]) }
    return Trigger(command: [
      "unshare", "-n", "sh", "-c", "ip link set lo up && exec python3 -c \"$1\"", "sh", source,
    ])
  }

  /// A program of Tests/Triggers, as scripts/triggers built it.
  static func path(_ name: String) -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let built = tests.appending(path: "../../.build/triggers").standardized.path
    return "\(ProcessInfo.processInfo.environment["EGRET_TRIGGERS"] ?? built)/\(name)"
  }

  /// Runs it to its end. A shell stands between: Egret keeps its own children to itself, and in
  /// these tests this process is Egret.
  func play() throws -> Played {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let script = #"sh -c 'echo "; $$"; exec "$@"' sh "$@"; echo; echo "; $?""#
    process.arguments = ["-c", script, "sh"] + command
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let marks = output.split(separator: "\n").filter { $0.hasPrefix("; ") }.map { $0.dropFirst(2) }
    guard let pid = marks.first.flatMap({ UInt32($0) }), marks.count > 1,
      let status = marks.last.flatMap({ Int32($0) })
    else { throw Odd(description: "no pid in: \(output)") }
    return Played(pid: pid, status: status, output: output)
  }
}
