// SPDX-License-Identifier: Apache-2.0

/// Bounds on what one file may make Egret do or keep. A file above them is reported as a problem.
enum ConfigurationLimits {
  /// Bytes of a file.
  static let size = 4 << 20
  /// Levels of lists and maps.
  static let depth = 64
  /// Values of a file, aliases counted each time.
  static let values = 200_000
  static let entries = 2_000
  static let arguments = 1_024
  static let projects = 2_000
  /// Bytes of a server's name.
  static let name = 256
  /// Endpoints an entry may imply.
  static let endpoints = 64
  static let problems = 100
}
