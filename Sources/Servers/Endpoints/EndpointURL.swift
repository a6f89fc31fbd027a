// SPDX-License-Identifier: Apache-2.0

/// The hosts of a URL or a connection string. User, password, query and fragment are cut off first
/// and never kept.
package struct EndpointURL: Sendable {
  package var scheme: String
  /// One host for most URLs; several for those that name several servers.
  package var hosts: [(host: String, port: UInt16?)]
  package var path: String

  /// Nil without `scheme://host`, but for databases that are this machine's without one, and if a `/` in a password makes the host doubtful.
  package init?(_ text: String) {
    guard text.utf8.count <= 8_192, let colon = text.firstRange(of: "://") else { return nil }
    var scheme = Self.scheme(text[..<colon.lowerBound])
    if scheme.hasPrefix("jdbc:") { scheme = String(scheme.dropFirst(5)) }
    guard Self.isScheme(scheme) else { return nil }
    let rest = text[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let tail = rest[authority.endIndex...]
    guard !Self.isDoubtful(tail) else { return nil }
    self.scheme = scheme
    self.path = String(tail.prefix { $0 != "?" && $0 != "#" })
    self.hosts = []
    let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
    for part in (place ?? authority).split(separator: ",").prefix(16) {
      guard let host = EndpointText.split(part) else { return nil }
      hosts.append(host)
    }
    if hosts.isEmpty, Self.isLocalWithoutHost(scheme) { hosts = [(host: "localhost", port: nil)] }
    if hosts.isEmpty { return nil }
  }

  /// The endpoints in the policy's spelling, with the scheme's own port if none is given.
  package var endpoints: [String] {
    if scheme == "mongodb+srv" { return hosts.flatMap { Self.underParent(of: $0.host) } }
    let fallback = Self.port(of: scheme)
    return hosts.flatMap { host in
      guard let port = host.port ?? fallback else { return [String]() }
      return EndpointText.endpoints(host: host.host, port: port)
    }
  }

  /// The port a scheme means; nil for an unknown scheme.
  package static func port(of scheme: String) -> UInt16? {
    switch scheme {
    case "https", "wss": 443
    case "http", "ws": 80
    case "postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2",
      "postgresql+asyncpg":
      5432
    case "mysql", "mysql2", "mysql+pymysql", "mysqlx", "mariadb": 3306
    case "mongodb", "mongodb+srv": 27017
    case "redis", "rediss", "valkey", "valkeys": 6379
    case "neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc": 7687
    case "amqp": 5672
    case "amqps": 5671
    case "mqtt": 1883
    case "mqtts": 8883
    case "nats", "tls": 4222
    case "kafka": 9092
    case "sqlserver", "mssql", "mssql+pyodbc": 1433
    case "oracle": 1521
    case "clickhouse": 9000
    case "cassandra": 9042
    case "memcached": 11211
    case "ldap": 389
    case "ldaps": 636
    case "smtp": 25
    case "smtps": 465
    case "imap": 143
    case "imaps": 993
    case "ssh", "sftp": 22
    case "ftp": 21
    case "cockroachdb": 26257
    case "libsql": 443
    case "grpc", "grpcs": 443
    default: nil
    }
  }

  /// Clients of these databases take a URL without a host for this machine's own, by its Unix socket
  /// or loopback.
  private static func isLocalWithoutHost(_ scheme: String) -> Bool {
    switch port(of: scheme) {
    case 5432, 3306, 6379: true
    default: false
    }
  }

  private static func scheme(_ text: Substring) -> String {
    // `--url=https` and `DATABASE_URL=postgres`: what is before the scheme is a flag or a name.
    let start = text.lastIndex { $0 == "=" || $0 == "\"" || $0 == "'" || $0 == " " }
    let bare = start.map { text[text.index(after: $0)...] } ?? text
    return bare.utf8.count <= 64 ? bare.lowercased() : ""
  }

  private static func isScheme(_ scheme: String) -> Bool {
    guard let first = scheme.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return scheme.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D
        || $0 == 0x2E
    }
  }

  /// An `@` behind the first slash that begins no path segment: the slash may be a password's, and
  /// what looks like the host its beginning.
  private static func isDoubtful(_ tail: Substring) -> Bool {
    var last: Character = " "
    for character in tail {
      if character == "?" || character == "#" { return false }
      if character == "@", last != "/" { return true }
      last = character
    }
    return false
  }

  /// The servers that a `mongodb+srv` name leads to stand under its parent domain.
  private static func underParent(of host: String) -> [String] {
    let bare = host.hasSuffix(".") ? host.dropLast() : host[...]
    let labels = bare.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 3,
      let parent = EndpointText.endpoints(
        host: labels.dropFirst().joined(separator: "."), port: 27017
      ).first
    else { return [] }
    return ["*.\(parent)"]
  }
}
