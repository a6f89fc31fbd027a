// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The `egret` to test: `EGRET_BUILT`, or the one that was built with these tests.
package enum BuiltEgret {
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  /// It lies beside the tests.
  package static func path() throws -> String {
    if let given = ProcessInfo.processInfo.environment["EGRET_BUILT"] { return given }
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let tree = URL(filePath: #filePath).deletingLastPathComponent()
    let folders = [tests.deletingLastPathComponent(), tree.appending(path: "../../.build/debug")]
    for folder in folders {
      let path = folder.appending(path: "egret").standardizedFileURL.path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw Missing(description: "no egret beside \(tests.path): swift build --build-tests makes it")
  }
}
