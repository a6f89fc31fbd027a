// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Right inputs, from which mutation starts: files of this repository.
struct Corpus {
  /// The repository.
  let root: String

  /// The inputs of a target's own folder; `.hex` is binary.
  func files(of target: any Target.Type) throws -> [[UInt8]] {
    try paths(below: "Fuzz/Corpus/\(target.name)") { _ in true }.map(bytes(of:))
  }

  /// Every file of that name or path in the golden cases.
  func golden(_ path: String) throws -> [[UInt8]] {
    try paths(below: "Tests/GoldenTests/Cases") { $0.hasSuffix("/" + path) }.map(bytes(of:))
  }

  /// The golden cases' folders, relative to the root.
  func goldenCases() -> [String] {
    paths(below: "Tests/GoldenTests/Cases") { $0.hasSuffix("/events.ndjson") }
      .map { String($0.dropLast("/events.ndjson".count)) }
  }

  /// nil where there is no such file.
  func file(_ path: String) -> [UInt8]? { try? bytes(of: path) }

  /// In a fixed order: the same seed means the same on every machine.
  private func paths(below folder: String, _ isWanted: (String) -> Bool) -> [String] {
    let found = FileManager.default.subpaths(atPath: "\(root)/\(folder)") ?? []
    return found.map { "\(folder)/\($0)" }.filter { path in
      let url = URL(filePath: "\(root)/\(path)")
      let isFile = (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
      return isFile && isWanted(path)
    }.sorted()
  }

  private func bytes(of path: String) throws -> [UInt8] {
    let bytes = Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)")))
    return path.hasSuffix(".hex") ? Self.decoded(bytes) : bytes
  }

  /// Pairs of hexadecimal digits; anything between them and lines behind `#` are passed over.
  private static func decoded(_ text: [UInt8]) -> [UInt8] {
    let digits = text.split(separator: 10).map { $0.prefix { $0 != UInt8(ascii: "#") } }.joined()
      .compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - digits.count % 2, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
