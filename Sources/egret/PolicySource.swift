// SPDX-License-Identifier: Apache-2.0

import Crypto
import FoundationEssentials
import Kernel
import Policies

/// A policy as it stands on the disk, one file or several: what was read, and the texts that its
/// diagnostics are about.
struct PolicySource: Sendable {
  /// Beside the default file, or without it.
  static let defaultFolder = "/etc/egret/policy.d"
  private static let mostFiles = 256

  let reading: PolicyReading
  /// By path.
  let texts: [String: String]
  /// SHA-256 of the text, in hexadecimal; of several the one of their digests.
  let digest: String
  /// The path that was given, or the files that were found without one.
  let name: String

  /// A file, or a folder of them. Throws only where there is no text to read. Without a parser it is parsed in this
  /// process.
  init(path: String, parser: ParserKeeper? = nil) throws(PolicyFileError) {
    try self.init(files: Self.files(at: path), name: path, parser: parser)
  }

  /// The default file and what is in the default folder; nil where there is neither.
  static func ofDefaults(
    file: String = PolicyFile.defaultPath, folder: String = defaultFolder,
    parser: ParserKeeper? = nil
  ) throws(PolicyFileError) -> PolicySource? {
    var files = PolicyFile(path: file).exists ? [file] : []
    if PolicyFile(path: folder).isFolder { files += try Self.listed(in: folder) }
    if files.isEmpty { return nil }
    return try PolicySource(
      files: files, name: files.count == 1 ? files[0] : "\(file), \(folder)", parser: parser)
  }

  private init(
    files: [String], name: String, parser: ParserKeeper?
  ) throws(PolicyFileError) {
    defer { parser?.rest() }
    var readings: [PolicyReading] = []
    var texts: [String: String] = [:]
    var digests: [String] = []
    for path in files {
      let contents = try PolicyFile(path: path).read(parser)
      readings.append(contents.reading)
      texts[path] = contents.text
      digests.append(contents.digest)
    }
    self.name = name
    self.texts = texts
    reading = PolicyReading.merging(readings)
    digest =
      digests.count == 1
      ? digests[0] : PolicyFile.digest(Array(digests.joined(separator: "\n").utf8))
  }

  private static func files(at path: String) throws(PolicyFileError) -> [String] {
    guard PolicyFile(path: path).isFolder else { return [path] }
    let files = try listed(in: path)
    if files.isEmpty { throw .noFiles(path: path) }
    return files
  }

  /// `*.yaml` and `*.yml` of the folder, by name, as bytes compare; hidden ones are an editor's.
  private static func listed(in folder: String) throws(PolicyFileError) -> [String] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw .unreadable(path: folder, why: "this user may not list it")
    }
    let files = names.filter {
      !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml"))
    }
    guard files.count <= mostFiles else { throw .tooMany(path: folder, most: mostFiles) }
    let end = folder.hasSuffix("/") ? "" : "/"
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { folder + end + $0 }
  }
}
