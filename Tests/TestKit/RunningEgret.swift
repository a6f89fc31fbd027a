// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The built `egret` as a process of the test's own, over a folder that goes with it.
package final class RunningEgret {
  package let process = Process()
  package let folder: URL
  private let out: FileHandle

  /// What was waited for in vain.
  package struct Late: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// Starts nothing yet. `binary`: another copy than the built one; `user`: as whom it is to run.
  package init(_ arguments: [String] = [], binary: String? = nil, user: UInt32? = nil) throws {
    folder = URL(filePath: "/tmp/egret-live-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "home"), withIntermediateDirectories: true)
    for name in ["out", "err"] {
      try Data().write(to: folder.appending(path: name))
    }
    out = try FileHandle(forWritingTo: folder.appending(path: "out"))
    let egret = try binary ?? BuiltEgret.path()
    let become = user.map { ["setpriv", "--reuid", "\($0)", "--clear-groups"] } ?? []
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = become + [egret] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
  }

  deinit { remove() }

  /// Ends it at once and takes its folder away.
  package func remove() {
    if process.isRunning {
      signal(SIGKILL)
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: folder)
  }
}

// MARK: - Its folder

extension RunningEgret {
  package var directory: String { folder.path }

  /// Where it looks for clients' configurations, when it is started by `watchHome`.
  package var home: String { path("home") }

  package func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Below the folder, with the directories on the way; the path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  package var output: String { text("out") }
  package var errors: String { text("err") }

  private func text(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: folder.appending(path: name))) ?? Data(), as: UTF8.self)
  }

  /// Lines of the stream, by `metadata.event_code`, each with all of its text.
  package func lines(_ code: String) -> [String] {
    output.split(separator: "\n").map(String.init).filter {
      $0.contains("\"event_code\":\"\(code)\"")
    }
  }

  /// Whether it reported a loss at a stage.
  package func says(_ stage: String) -> Bool {
    lines("egret.loss").contains { $0.contains("\"stage\":\"\(stage)\"") }
  }
}

// MARK: - Its life

extension RunningEgret {
  package var pid: Int32 { process.processIdentifier }

  /// `egret run` over `home`, expecting nothing of any server. Returns when every hook is attached and
  /// every running process is known.
  package func watchHome(_ more: [String] = []) throws {
    process.arguments? +=
      [
        "run", "--home", home, "--ready-file", path("ready"), "--duration", "120", "--heartbeat",
        "0", "--policy", try write("egret: 1\nservers: {}\n", to: "policy.yaml"),
      ] + more
    try process.run()
    try wait(for: "egret to be ready") { FileManager.default.fileExists(atPath: path("ready")) }
  }

  /// Ends it as a service manager would.
  package func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  package func signal(_ number: Int32) { kill(pid, number) }

  /// Stops it where it is, and lets it go on.
  package func pause() { signal(SIGSTOP) }
  package func resume() { signal(SIGCONT) }

  /// Waits until something is so; throws with what was written where it never is.
  package func wait(
    for what: String, seconds: Double = 20, until isSo: () throws -> Bool
  ) throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while try !isSo() {
      guard Date() < deadline else {
        throw Late(description: "waited for \(what) in vain: \(output)\n\(errors)")
      }
      usleep(20_000)
    }
  }

  package func ends(within seconds: Double = 20) throws -> Int32 {
    try wait(for: "its end", seconds: seconds) { !process.isRunning }
    return process.terminationStatus
  }
}
