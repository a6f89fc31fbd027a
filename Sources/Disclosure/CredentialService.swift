// SPDX-License-Identifier: Apache-2.0

/// The service that a credential opens, by its name alone.
package enum CredentialService {
  /// `aws`, `github`, `database`, …; of a name that is nobody's known one its first word, in small letters:
  /// `vendor` of `VENDOR_API_KEY`.
  package static func of(_ name: String) -> String {
    known(name) ?? stem(name)
  }

  /// nil for a name that is nobody's known one.
  package static func known(_ name: String) -> String? {
    let words = words(of: name)
    guard let first = words.first else { return nil }
    if words.contains(where: { databases.contains($0) }) { return "database" }
    if let service = services[first] { return service }
    guard words.count > 1 else { return nil }
    return services["\(first)_\(words[1])"]
      ?? words.dropFirst().lazy.compactMap { services[$0] }.first
  }

  /// The names of each service, services in the order of their first name.
  package static func grouped(_ names: [String]) -> [(service: String, names: [String])] {
    var groups: [(service: String, names: [String])] = []
    for name in names.prefix(128) {
      let service = of(name)
      if let place = groups.firstIndex(where: { $0.service == service }) {
        groups[place].names.append(name)
      } else {
        groups.append((service, [name]))
      }
    }
    return groups
  }

  /// Names of services that a policy may use.
  package static let names: [String] = Array(Set(services.values).union(["database"])).sorted()

  /// Of an option without dashes, in small letters; of a connection string its scheme.
  private static func words(of name: String) -> [String] {
    let text = name.prefix(128).lowercased().drop { $0 == "-" }
    return text.split { !($0.isLetter || $0.isNumber) }.prefix(8).map(String.init)
  }

  /// Words that say what kind of thing it is, and not whose.
  private static let kinds: Set<String> = [
    "api", "key", "token", "secret", "password", "auth", "access", "mcp", "server", "client", "my",
    "app", "bearer", "oauth", "the", "user", "private", "session",
  ]

  private static func stem(_ name: String) -> String {
    words(of: name).first { !kinds.contains($0) } ?? "other"
  }

  private static let databases: Set<String> = [
    "postgres", "postgresql", "pg", "pgpassword", "pgpassfile", "mysql", "mariadb", "mongo",
    "mongodb", "redis",
    "database", "db", "mssql", "sqlserver", "clickhouse", "neo4j", "cassandra", "couchbase",
    "oracle", "snowflake", "elasticsearch", "opensearch", "qdrant", "pinecone", "weaviate",
    "milvus", "influxdb", "supabase", "neon", "turso", "planetscale", "duckdb", "motherduck",
  ]

  private static let services: [String: String] = [
    "aws": "aws", "github": "github", "gh": "github", "gitlab": "gitlab", "glab": "gitlab",
    "bitbucket": "bitbucket", "azure": "azure", "arm": "azure", "google": "google", "gcp": "google",
    "gcloud": "google", "gemini": "google", "gmail": "google", "firebase": "google",
    "youtube": "google", "openai": "openai", "anthropic": "anthropic", "claude": "anthropic",
    "mistral": "mistral", "cohere": "cohere", "groq": "groq", "perplexity": "perplexity",
    "deepseek": "deepseek", "openrouter": "openrouter", "replicate": "replicate",
    "huggingface": "huggingface", "hf": "huggingface", "elevenlabs": "elevenlabs",
    "slack": "slack", "discord": "discord", "telegram": "telegram", "twilio": "twilio",
    "sendgrid": "sendgrid", "postmark": "postmark", "mailgun": "mailgun", "resend": "resend",
    "smtp": "mail", "imap": "mail", "mail": "mail", "email": "mail", "stripe": "stripe",
    "paypal": "paypal", "square": "square", "shopify": "shopify", "notion": "notion",
    "linear": "linear", "jira": "atlassian", "confluence": "atlassian", "atlassian": "atlassian",
    "asana": "asana", "trello": "trello", "airtable": "airtable", "figma": "figma",
    "zendesk": "zendesk", "hubspot": "hubspot", "salesforce": "salesforce", "sentry": "sentry",
    "datadog": "datadog", "dd": "datadog", "grafana": "grafana", "newrelic": "newrelic",
    "new_relic": "newrelic", "pagerduty": "pagerduty", "cloudflare": "cloudflare",
    "cf_api": "cloudflare", "vercel": "vercel", "netlify": "netlify", "heroku": "heroku",
    "digitalocean": "digitalocean", "fly": "fly", "npm": "npm", "node_auth": "npm",
    "pypi": "pypi", "twine": "pypi", "uv_publish": "pypi", "docker": "docker", "kube": "kubernetes",
    "kubernetes": "kubernetes", "kubeconfig": "kubernetes", "vault": "vault", "consul": "consul",
    "tfe": "terraform", "terraform": "terraform", "brave": "brave", "tavily": "tavily",
    "exa": "exa", "firecrawl": "firecrawl", "serpapi": "serpapi", "kagi": "kagi",
    "apify": "apify", "browserbase": "browserbase", "todoist": "todoist", "spotify": "spotify",
    "ssh": "ssh", "gpg": "gpg", "wallet": "wallet", "mnemonic": "wallet", "ethereum": "wallet",
    "solana": "wallet", "twitter": "x", "x_api": "x", "reddit": "reddit", "linkedin": "linkedin",
    "facebook": "meta", "instagram": "meta", "whatsapp": "meta", "sonar": "sonarqube",
    "sonarqube": "sonarqube", "circleci": "circleci", "jenkins": "jenkins",
    "buildkite": "buildkite", "artifactory": "jfrog", "jfrog": "jfrog", "obsidian": "obsidian",
    "mapbox": "mapbox", "okta": "okta", "auth0": "auth0", "langfuse": "langfuse",
    "langsmith": "langsmith", "langchain": "langsmith",
  ]
}
