// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The built `egret`, as a process of the test's own.
final class RunningEgret {
  let process = Process()
  let folder: URL
  private let out: FileHandle

  struct Late: Error, CustomStringConvertible { let description: String }

  /// Starts it with no user's configurations. `binary`: another copy than the built one.
  init(_ arguments: [String], binary: String? = nil, user: UInt32? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "egret-live-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["out", "err"] {
      try Data().write(to: folder.appending(path: name))
    }
    out = try FileHandle(forWritingTo: folder.appending(path: "out"))
    let egret = try binary ?? AttackScript.egret()
    let become = user.map { ["setpriv", "--reuid", "\($0)", "--clear-groups"] } ?? []
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = become + [egret] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  var output: String { text("out") }
  var errors: String { text("err") }

  private func text(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: folder.appending(path: name))) ?? Data(), as: UTF8.self)
  }

  /// Lines of the stream, by `metadata.event_code`, each with all of its text.
  func lines(_ code: String) -> [String] {
    output.split(separator: "\n").map(String.init).filter {
      $0.contains("\"event_code\":\"\(code)\"")
    }
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits until something is so; throws with what was written where it never is.
  func wait(for what: String, seconds: Double = 15, until isSo: () -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !isSo() {
      guard Date() < deadline else { throw Late(description: "no \(what): \(output)\n\(errors)") }
      usleep(20_000)
    }
  }

  func ends(within seconds: Double = 15) throws -> Int32 {
    try wait(for: "end", seconds: seconds) { !process.isRunning }
    return process.terminationStatus
  }
}
