// SPDX-License-Identifier: Apache-2.0

/// Whose credential a variable's name says it is. A guess by the name, for a person who must rotate it.
package enum CredentialService {
  /// The services in their alphabet, each with its names; those of no known service last, under nil.
  package static func grouped(
    _ names: [String]
  ) -> [(service: String?, names: [String])] {
    let groups = Dictionary(grouping: names) { service(of: $0) ?? "" }
    let known = groups.keys.filter { !$0.isEmpty }.sorted()
    let grouped = known.map { (service: Optional($0), names: groups[$0] ?? []) }
    return groups[""].map { grouped + [(service: nil, names: $0)] } ?? grouped
  }

  /// nil where the name says none.
  package static func service(of name: String) -> String? {
    let words = words(of: name)
    guard let first = words.first else { return nil }
    return leading[first] ?? words.lazy.compactMap { anywhere[$0] }.first
  }

  /// A name has few words; more are looked at by nobody.
  private static func words(of name: String) -> [String] {
    name.utf8.prefix(256).split { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }.prefix(16)
      .map { String(decoding: $0, as: UTF8.self).uppercased() }
  }

  /// Words that mean a service only at the beginning of a name.
  private static let leading = [
    "ARM": "Azure", "CF": "Cloudflare", "DB": "a database", "DD": "Datadog", "DO": "DigitalOcean",
    "GH": "GitHub", "GL": "GitLab", "HF": "Hugging Face", "PG": "PostgreSQL",
    "PGPASSWORD": "PostgreSQL", "TF": "Terraform",
    "TWINE": "PyPI", "UV": "PyPI", "PIP": "PyPI", "NODE": "npm", "SA": "a service account",
  ]

  private static let anywhere = [
    "AIRTABLE": "Airtable", "ANTHROPIC": "Anthropic", "APIFY": "Apify", "ASANA": "Asana",
    "ATLASSIAN": "Atlassian", "AUTH0": "Auth0", "AWS": "AWS", "AZURE": "Azure", "BRAVE": "Brave",
    "CLAUDE": "Anthropic", "CLICKHOUSE": "ClickHouse", "CLOUDFLARE": "Cloudflare",
    "CONFLUENCE": "Atlassian", "DATABASE": "a database", "DATADOG": "Datadog",
    "DIGITALOCEAN": "DigitalOcean", "DISCORD": "Discord", "DOCKER": "Docker",
    "DROPBOX": "Dropbox", "ELASTIC": "Elastic", "ELASTICSEARCH": "Elastic",
    "ETHEREUM": "a wallet", "EXA": "Exa", "FIGMA": "Figma", "FIRECRAWL": "Firecrawl",
    "GCP": "Google Cloud", "GEMINI": "Google", "GITHUB": "GitHub", "GITLAB": "GitLab",
    "GMAIL": "Google", "GOOGLE": "Google", "GRAFANA": "Grafana", "GROQ": "Groq",
    "HEROKU": "Heroku", "HUBSPOT": "HubSpot", "HUGGINGFACE": "Hugging Face", "IMAP": "mail",
    "JIRA": "Atlassian", "KAGI": "Kagi", "KUBE": "Kubernetes", "KUBERNETES": "Kubernetes",
    "LINEAR": "Linear", "MAIL": "mail", "MISTRAL": "Mistral", "MNEMONIC": "a wallet",
    "MONGO": "MongoDB", "MONGODB": "MongoDB", "MYSQL": "MySQL", "NEO4J": "Neo4j",
    "NEON": "Neon", "NETLIFY": "Netlify", "NOTION": "Notion", "NPM": "npm", "OKTA": "Okta",
    "OPENAI": "OpenAI", "OPENROUTER": "OpenRouter", "PAYPAL": "PayPal",
    "PERPLEXITY": "Perplexity", "PINECONE": "Pinecone", "POSTGRES": "PostgreSQL",
    "POSTGRESQL": "PostgreSQL", "PYPI": "PyPI", "QDRANT": "Qdrant", "REDIS": "Redis",
    "SALESFORCE": "Salesforce", "SENDGRID": "SendGrid", "SENTRY": "Sentry",
    "SHOPIFY": "Shopify", "SLACK": "Slack", "SMTP": "mail", "SNOWFLAKE": "Snowflake",
    "SSH": "SSH", "STRIPE": "Stripe", "SUPABASE": "Supabase", "TAVILY": "Tavily",
    "TELEGRAM": "Telegram", "TWILIO": "Twilio", "TWITTER": "X", "VAULT": "Vault",
    "VERCEL": "Vercel", "WALLET": "a wallet", "ZENDESK": "Zendesk",
  ]
}
