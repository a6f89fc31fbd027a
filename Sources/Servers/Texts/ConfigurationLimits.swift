// SPDX-License-Identifier: Apache-2.0

/// Bounds on what one file may make Egret do or keep. A file above them is reported as a problem.
enum ConfigurationLimits {
  /// Bytes of a file that is read as a whole.
  static let size = 4 << 20
  /// Bytes of a file that is read window by window.
  static let streamSize = 512 << 20
  /// Bytes of a database.
  static let databaseSize = 16 << 20
  /// Levels of lists and maps.
  static let depth = 64
  /// Values of a file, aliases counted each time.
  static let values = 200_000
  /// Values of one list: one more than entries, so that their number is told.
  static let items = 2_001
  /// Members of one object.
  static let members = 10_000
  /// Bytes of one string, and of all that are kept.
  static let string = 64 << 10
  static let text = 16 << 20
  static let entries = 2_000
  /// Of a file that has the lists of many projects.
  static let projectEntries = 4_000
  static let arguments = 1_024
  static let projects = 4_000
  /// Bytes of a server's name.
  static let name = 256
  /// Endpoints an entry may imply.
  static let endpoints = 64
  static let problems = 100
}
