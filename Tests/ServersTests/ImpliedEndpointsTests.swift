// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct ImpliedEndpointsTests {
  @Test(arguments: [
    ("https://api.x.com/v1", ["api.x.com:443"]), ("http://x.com", ["x.com:80"]),
    ("wss://x.com:8443/a", ["x.com:8443"]), ("https://U:P@X.COM./", ["x.com:443"]),
    ("postgres://u:p@db.x.com/d", ["db.x.com:5432"]),
    ("postgresql+asyncpg://u:p@db.x.com:6000/d", ["db.x.com:6000"]),
    ("mysql://h.x.com", ["h.x.com:3306"]), ("redis://:pw@cache.x.com/0", ["cache.x.com:6379"]),
    ("mongodb://u:p@a.x.com:1,b.x.com/d", ["a.x.com:1", "b.x.com:27017"]),
    ("mongodb+srv://u:p@c0.abc.mongodb.net/d", ["*.abc.mongodb.net:27017"]),
    ("mongodb+srv://short.net/d", []), ("neo4j+s://g.x.com", ["g.x.com:7687"]),
    ("amqps://u@q.x.com", ["q.x.com:5671"]), ("bolt://10.0.0.7", ["10.0.0.7:7687"]),
    ("http://[2001:db8::1]:81/", ["[2001:db8::1]:81"]),
    ("http://localhost:3000", ["127.0.0.1:3000", "[::1]:3000"]),
    ("postgresql:///d?host=/run/postgresql", ["127.0.0.1:5432", "[::1]:5432"]),
    ("mysql://u:p@/d", ["127.0.0.1:3306", "[::1]:3306"]), ("mongodb:///d", []),
    ("jdbc:postgresql://db.x.com:5433/d", ["db.x.com:5433"]),
    ("--url=https://a.x.com", ["a.x.com:443"]),
    // Doubtful or no endpoint at all.
    ("postgres://tok/en@db.x.com/d", []), ("https://${HOST}/x", []), ("https://*.x.com", []),
    ("https://x.com:99999", []), ("https://", []), ("file:///etc/passwd", []),
    ("unknown://x.com", []), ("https://a b.com", []), ("https://x..com", []), ("no url", []),
    ("https://\u{1b}.com", []), ("https://r.x.com/@scope/pkg", ["r.x.com:443"]),
  ]) func readsURLs(text: String, expected: [String]) {
    #expect(EndpointURL(text)?.endpoints ?? [] == expected)
  }

  private func implied(_ environment: [(String, String)], _ arguments: [String] = []) -> [String] {
    var implied = ImpliedEndpoints()
    implied.add(environment: environment.map { (name: $0.0, value: $0.1) })
    implied.add(arguments: arguments)
    return implied.endpoints
  }

  @Test func readsHostsWithTheirPorts() {
    #expect(implied([("PGHOST", "db.x.com")]) == ["db.x.com:5432"])
    #expect(implied([("DB_HOST", "db.x.com"), ("DB_PORT", "77")]) == ["db.x.com:77"])
    #expect(implied([("X_DOMAIN", "d.x.com")]) == ["d.x.com:443"])
    #expect(implied([("X_ENDPOINT", "x.y.com:8080/path")]) == ["x.y.com:8080"])
    #expect(implied([("REDIS_HOST", "localhost")]) == ["127.0.0.1:6379", "[::1]:6379"])
  }

  /// The service that a variable's name speaks of has its own ports; of one that is not known any port counts.
  @Test(arguments: [
    ("MAIL_IMAP_HOST", ["m.x.com:993", "m.x.com:143"]),
    ("IMAP_SERVER", ["m.x.com:993", "m.x.com:143"]),
    ("NOTIFY_SMTP_HOST", ["m.x.com:587", "m.x.com:465", "m.x.com:25"]),
    ("POSTGRES_HOST", ["m.x.com:5432"]), ("APP_PG_HOST", ["m.x.com:5432"]),
    ("APP_MYSQL_HOST", ["m.x.com:3306"]), ("CACHE_REDIS_HOST", ["m.x.com:6379"]),
    ("DB_HOST", ["m.x.com:*"]), ("jira_host", ["m.x.com:*"]), ("JIRA_URL", ["m.x.com:443"]),
    ("LOPG_HOST", ["m.x.com:*"]),
  ]) func aHostHasThePortsOfItsService(name: String, expected: [String]) {
    #expect(implied([(name, "m.x.com")]) == expected)
    let sibling = name.split(separator: "_").dropLast().joined(separator: "_") + "_PORT"
    #expect(implied([(name, "m.x.com"), (sibling, "77")]) == ["m.x.com:77"])
    #expect(implied([(name, "m.x.com:88")]) == ["m.x.com:88"])
  }

  @Test func everyPortIsOfAnAddressToo() {
    #expect(implied([("DB_HOST", "10.0.0.5")]) == ["10.0.0.5:*"])
    #expect(implied([("DB_HOST", "[2001:db8::1]")]) == ["[2001:db8::1]:*"])
  }

  @Test func leavesWhatIsNoHost() {
    #expect(implied([("API_KEY", "db.x.com"), ("X_URL", "true"), ("Y_SERVER", "yes")]).isEmpty)
    #expect(implied([("UV_INDEX_URL", "https://pkg.x.com/simple")]).isEmpty)
    #expect(implied([("DB_HOST", "user:pw@db")]).isEmpty)
  }

  /// Found by scripts/fuzz: what no policy could list was implied.
  @Test(arguments: [
    "https://a-.x.com/", "https://x.com:0/", "https://x.0x7f/", "https://r0x7f.1/",
    "mongodb+srv://x.a./",
  ]) func leavesWhatNoPolicyCanList(url: String) {
    #expect(implied([("X_URL", url)]).isEmpty)
  }

  @Test func readsConnectionStrings() {
    #expect(implied([("CONN", "Server=tcp:s.x.net,1433;User=u;Password=p")]) == ["s.x.net:1433"])
    #expect(implied([("DSN", "host=db.x.com port=5433 password=p")]) == ["db.x.com:5433"])
    #expect(implied([("OPTS", "a=b;c=d")]).isEmpty)
  }

  @Test func readsArgumentsButNotTheInstallers() {
    #expect(
      implied([], ["-y", "mcp-remote", "https://m.x.com/sse", "--db=postgres://u:p@d.x.com/"])
        == ["m.x.com:443", "d.x.com:5432"])
    #expect(
      implied([], ["--index-url", "https://p.x.com", "--registry=https://r.x.com", "pkg"]).isEmpty)
    #expect(implied([], ["run it against https://no.x.com"]).isEmpty)
  }

  @Test func isBounded() {
    let many = (0..<1_000).map { ("V\($0)_URL", "https://h\($0).x.com") }
    #expect(implied(many).count == 64)
  }

  @Test(arguments: [
    ("https://u:p@x.com/mcp?k=s#f", "https://x.com/mcp"),
    ("https://x.com/s/a1b2c3d4e5f6a7b8c9d0/mcp", "https://x.com/s/***/mcp"),
    ("http://127.0.0.1:3000/sse", "http://127.0.0.1:3000/sse"),
  ]) func urlsAreKeptWithoutSecrets(text: String, expected: String) {
    #expect(EndpointURL.shown(text) == expected)
  }
}
