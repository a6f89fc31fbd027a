// SPDX-License-Identifier: Apache-2.0

/// What well-known servers need, for those that neither the policy nor their own entry describes.
///
/// From the servers' own source and documentation. A wildcard over a shared platform is never in
/// it, even if a server can use one: the tenant is in the server's entry, and the entry implies
/// it.
package enum Catalogue {
  /// The list of a package (any version), or of the base name of an executable; nil for an unknown
  /// server.
  ///
  /// In the policy's spelling.
  package static func expectations(package: String?, program: String = "") -> [String]? {
    if let name = package.flatMap(PackageName.init), let found = packages[name] { return found }
    return programs[Subject.baseName(program)]
  }

  private static let packages: [PackageName: [String]] = Dictionary(
    rows.flatMap { row in
      words(row.packages).compactMap(PackageName.init).map { ($0, words(row.expect)) }
    }, uniquingKeysWith: { first, _ in first })

  private static let programs: [String: [String]] = Dictionary(
    rows.flatMap { row in words(row.programs).map { ($0, words(row.expect)) } },
    uniquingKeysWith: { first, _ in first })

  static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  typealias Row = (packages: String, programs: String, expect: String)

  static let rows: [Row] = local + searching + developing + operating

  /// Servers without a network, and those whose work is the whole of it.
  private static let local: [Row] = [
    (
      "npm:@modelcontextprotocol/server-filesystem oci:mcp/filesystem oci:mcp/rust-mcp-filesystem",
      "mcp-server-filesystem rust-mcp-filesystem", "none"
    ),
    ("npm:@modelcontextprotocol/server-memory oci:mcp/memory", "mcp-server-memory", "none"),
    (
      "npm:@modelcontextprotocol/server-sequential-thinking oci:mcp/sequentialthinking",
      "mcp-server-sequential-thinking", "none"
    ),
    (
      "npm:@modelcontextprotocol/server-everything oci:mcp/everything", "mcp-server-everything",
      "none"
    ),
    ("pypi:mcp-server-git oci:mcp/git", "mcp-server-git", "none"),
    ("pypi:mcp-server-time oci:mcp/time", "mcp-server-time", "none"),
    ("pypi:mcp-server-sqlite oci:mcp/sqlite", "mcp-server-sqlite", "none"),
    ("oci:mcp/ast-grep", "", "none"),
    ("pypi:mcp-server-fetch oci:mcp/fetch", "mcp-server-fetch", "any"),
  ]

  private static let searching: [Row] = [
    ("npm:tavily-mcp oci:mcp/tavily", "tavily-mcp", "api.tavily.com mcp.tavily.com"),
    ("npm:@perplexity-ai/mcp-server oci:mcp/perplexity-ask", "", "api.perplexity.ai"),
    ("npm:firecrawl-mcp oci:mcp/firecrawl", "firecrawl-mcp", "api.firecrawl.dev"),
    ("npm:@brightdata/mcp", "", "api.brightdata.com brightdata.com"),
    ("npm:@upstash/context7-mcp oci:mcp/context7", "context7-mcp", "context7.com mcp.context7.com"),
    ("pypi:duckduckgo-mcp-server oci:mcp/duckduckgo", "duckduckgo-mcp-server", "any"),
    (
      "pypi:arxiv-mcp-server", "arxiv-mcp-server",
      "arxiv.org arxiv.org:80 export.arxiv.org export.arxiv.org:80"
    ),
  ]

  private static let developing: [Row] = [
    (
      "oci:ghcr.io/github/github-mcp-server npm:@modelcontextprotocol/server-github",
      "github-mcp-server",
      "api.github.com github.com raw.githubusercontent.com uploads.github.com"
    ),
    (
      "npm:@zereight/mcp-gitlab npm:@modelcontextprotocol/server-gitlab oci:iwakitakuma/gitlab-mcp",
      "",
      "gitlab.com"
    ),
    ("npm:@notionhq/notion-mcp-server oci:mcp/notion", "notion-mcp-server", "api.notion.com"),
    (
      "pypi:mcp-atlassian oci:ghcr.io/sooperset/mcp-atlassian", "mcp-atlassian",
      "api.atlassian.com auth.atlassian.com"
    ),
    ("npm:@sentry/mcp-server", "", "sentry.io us.sentry.io de.sentry.io"),
    ("npm:@circleci/mcp-server-circleci", "", "circleci.com app.circleci.com"),
    ("oci:ghcr.io/buildkite/buildkite-mcp-server", "buildkite-mcp-server", "*.buildkite.com"),
    ("oci:ghcr.io/semgrep/mcp", "", "semgrep.dev"),
    ("oci:ghcr.io/stackloklabs/osv-mcp", "", "api.osv.dev"),
    ("npm:@21st-dev/magic", "", "21st.dev api.21st.dev"),
    (
      "oci:hashicorp/terraform-mcp-server", "terraform-mcp-server",
      "registry.terraform.io app.terraform.io"
    ),
  ]

  private static let operating: [Row] = [
    ("npm:@stripe/mcp oci:mcp/stripe", "", "api.stripe.com docs.stripe.com"),
    ("npm:@neondatabase/mcp-server-neon", "", "console.neon.tech api.neon.tech neon.tech"),
    ("npm:@supabase/mcp-server-supabase", "mcp-server-supabase", "api.supabase.com"),
    ("npm:@heroku/mcp-server", "", "*.heroku.com"),
    (
      "pypi:awslabs.aws-documentation-mcp-server", "awslabs.aws-documentation-mcp-server",
      "docs.aws.amazon.com docs.amazonaws.cn"
    ),
    (
      "pypi:awslabs.aws-pricing-mcp-server", "awslabs.aws-pricing-mcp-server",
      "pricing.us-east-1.amazonaws.com api.pricing.us-east-1.amazonaws.com "
        + "api.pricing.eu-central-1.amazonaws.com api.pricing.ap-south-1.amazonaws.com"
    ),
    (
      "oci:mcr.microsoft.com/azure-sdk/azure-mcp npm:@azure/mcp", "",
      "login.microsoftonline.com login.windows.net management.azure.com graph.microsoft.com"
    ),
    (
      "oci:mcp/cloud-run-mcp", "",
      "run.googleapis.com cloudbuild.googleapis.com storage.googleapis.com logging.googleapis.com "
        + "cloudresourcemanager.googleapis.com"
    ),
    (
      "oci:quay.io/crowdstrike/falcon-mcp", "falcon-mcp",
      "api.crowdstrike.com api.us-2.crowdstrike.com api.eu-1.crowdstrike.com "
        + "api.laggar.gcw.crowdstrike.com"
    ),
  ]
}
