// SPDX-License-Identifier: Apache-2.0

/// The profiles of Docker's gateway, which are rows of a database, as a list of maps: each with its
/// `name` and its `servers`, which are JSON in the row.
enum DatabaseDocument {
  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    if bytes.isEmpty { return (nil, []) }
    do throws(SQLiteReader.Failure) {
      let rows = try SQLiteReader.rows(of: "working_set", in: bytes)
      let parsed = rows.map(profile)
      return (ConfigurationValue(.list(parsed.map(\.value))), parsed.flatMap(\.problems))
    } catch {
      // A database of an older gateway has no profiles.
      return (nil, error == .noTable ? [] : [ConfigurationProblem(text: text(error), lost: .file)])
    }
  }

  private static func text(_ failure: SQLiteReader.Failure) -> String {
    switch failure {
    case .notADatabase: "not an SQLite database"
    case .damaged, .noTable: "a damaged SQLite database, or one that is being written"
    case .tooLarge: "an SQLite database with too many pages or rows"
    }
  }

  /// The columns are id, name, servers, and what came later.
  private static func profile(
    _ row: [SQLiteReader.Value]
  ) -> (value: ConfigurationValue, problems: [ConfigurationProblem]) {
    var members: [ConfigurationValue.Member] = []
    var problems: [ConfigurationProblem] = []
    if row.count > 1, case .text(let name) = row[1] {
      members.append(.init(name: "name", line: nil, value: ConfigurationValue(.string(name))))
    }
    if row.count > 2, case .text(let json) = row[2] {
      let parsed = JSONCParser.parse(Array(json.utf8))
      // A line of the row's text is no line of the file.
      problems = parsed.problems.map { ConfigurationProblem(text: $0.text, lost: $0.lost) }
      let servers = parsed.value ?? ConfigurationValue(.null)
      members.append(.init(name: "servers", line: nil, value: servers))
    }
    return (ConfigurationValue(.map(members)), problems)
  }
}
