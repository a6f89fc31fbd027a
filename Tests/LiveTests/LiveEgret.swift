// SPDX-License-Identifier: Apache-2.0

import Foundation

/// `egret run` over a home of the test's own, and what it wrote.
final class LiveEgret {
  let directory: String
  let home: String
  private let process = Process()

  /// Makes the directory; nothing runs yet.
  init() throws {
    directory = "/tmp/egret-live-\(UUID().uuidString)"
    home = directory + "/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  /// Returns when every hook is attached and every running process is known.
  func start() throws {
    process.executableURL = URL(filePath: try AttackScript.egret())
    process.arguments = [
      "run", "--home", home, "--ready-file", directory + "/ready", "--output",
      "file:\(directory)/out", "--duration", "120", "--heartbeat", "0", "--policy",
      try write("egret: 1\nservers: {}\n", to: "policy.yaml"),
    ]
    process.standardInput = FileHandle.nullDevice
    let errors = directory + "/err"
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
    try wait("egret is ready") { FileManager.default.fileExists(atPath: directory + "/ready") }
  }

  /// Ends it as a service manager would.
  func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  /// Stops it where it is, and lets it go on.
  func pause() { kill(process.processIdentifier, SIGSTOP) }
  func resume() { kill(process.processIdentifier, SIGCONT) }

  var pid: Int32 { process.processIdentifier }

  /// Whether it told a loss at a stage.
  func says(_ stage: String) -> Bool {
    lines("egret.loss").contains { $0.contains("\"stage\":\"\(stage)\"") }
  }

  /// Lines of the stream, by `metadata.event_code`.
  func lines(_ code: String) -> [String] {
    let text = (try? String(contentsOfFile: directory + "/out", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter {
      $0.contains("\"event_code\":\"\(code)\"")
    }
  }

  func remove() {
    stop()
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Below the directory; returns the path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let url = URL(filePath: directory + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  var errors: String {
    (try? String(contentsOfFile: directory + "/err", encoding: .utf8)) ?? ""
  }

  /// Alerts of a rule, as they were first told.
  func alerts(_ rule: String) -> [LiveAlert] {
    let text = (try? String(contentsOfFile: directory + "/out", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { LiveAlert(String($0)) }
      .filter { $0.rule == rule && $0.isNew }
  }

  struct Impatience: Error, CustomStringConvertible {
    let description: String
  }

  func wait(_ what: String, seconds: Double = 20, until isDone: () -> Bool) throws {
    let end = Date.now.addingTimeInterval(seconds)
    while !isDone() {
      guard Date.now < end else { throw Impatience(description: "\(what): not yet; \(errors)") }
      usleep(10_000)
    }
  }
}
