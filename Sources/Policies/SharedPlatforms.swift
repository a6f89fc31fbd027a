// SPDX-License-Identifier: Apache-2.0

/// Domains under which anyone can have a name, so that a wildcard over them allows an attacker's
/// too.
package enum SharedPlatforms {
  /// Whether a wildcard over this name spans a registry's whole suffix.
  static func isPublicSuffix(_ name: Substring) -> Bool {
    guard let dot = name.firstIndex(of: ".") else { return !localSuffixes.contains(name) }
    let (second, top) = (name[..<dot], name[dot...].dropFirst())
    return registries.contains(name) || (top.utf8.count == 2 && registryWords.contains(second))
  }

  /// The platform that a wildcard over `name` would open; nil if the name belongs to one tenant.
  static func platform(_ name: String) -> String? {
    if hosting.contains(name) || storage.contains(name) || services.contains(name) { return name }
    return deep.first { name == $0 || name.hasSuffix("." + $0) }
  }

  /// The hosting platform that gave somebody this host; nil for a name of its own.
  package static func hosting(of name: String) -> String? {
    guard name.utf8.count <= HostPattern.longestName else { return nil }
    var rest = HostPattern.normalised(name)
    while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
      rest = rest[dot...].dropFirst()
      if hosting.contains(String(rest)) { return String(rest) }
    }
    return nil
  }

  /// Single labels that no registry sells.
  private static let localSuffixes: Set<Substring> = [
    "localhost", "local", "internal", "intranet", "lan", "home", "corp", "test", "example",
    "private",
  ]

  /// Under a country's top level these are the registry's: `co.uk`, `com.au` and similar ones.
  private static let registryWords: Set<Substring> = [
    "co", "com", "net", "org", "edu", "gov", "ac", "mil", "gob",
  ]

  /// Words that are a registry's in one country and a company's in another.
  private static let registries: Set<Substring> = [
    "or.jp", "ne.jp", "go.jp", "or.kr", "ne.kr", "go.kr", "re.kr", "or.id", "web.id", "my.id",
    "or.at", "or.th", "in.th", "ltd.uk", "plc.uk", "me.uk", "nom.br", "ind.br", "art.br", "gen.tr",
    "web.tr", "gen.in", "firm.in", "ind.in", "id.au", "asn.au", "gen.nz", "geek.nz", "nom.za",
    "web.za", "eu.org",
  ]

  /// Everything under these belongs to whoever rents it, however many labels a service puts before.
  private static let deep = [
    "amazonaws.com", "amazonaws.com.cn", "core.windows.net", "cloudapp.azure.com", "aliyuncs.com",
    "myqcloud.com",
  ]

  private static let hosting: Set<String> = [
    "workers.dev", "pages.dev", "r2.dev", "trycloudflare.com", "cloudflare-gateway.com",
    "cloudfront.net", "elasticbeanstalk.com", "awsapprunner.com", "amplifyapp.com", "on.aws",
    "azurewebsites.net", "azurestaticapps.net", "azurefd.net", "azureedge.net",
    "trafficmanager.net", "azure-api.net", "azurecontainerapps.io", "web.app", "firebaseapp.com",
    "run.app", "appspot.com", "cloudfunctions.net", "vercel.app", "now.sh", "netlify.app",
    "netlify.com", "github.io", "github.dev", "app.github.dev", "gitlab.io", "bitbucket.io",
    "herokuapp.com", "onrender.com", "render.com", "fly.dev", "railway.app", "up.railway.app",
    "deno.dev", "deno.net", "glitch.me", "repl.co", "replit.app", "replit.dev", "surge.sh",
    "ondigitalocean.app", "digitaloceanspaces.com", "koyeb.app", "northflank.app", "fcapp.run",
    "pythonanywhere.com", "streamlit.app", "hf.space", "modal.run", "codesandbox.io", "csb.app",
    "stackblitz.io", "webcontainer.io", "gitpod.io", "lovable.app", "bolt.host", "edgeone.app",
    "b-cdn.net", "fastly.net", "edgesuite.net", "edgekey.net", "akamaized.net", "kinsta.app",
    "infinityfreeapp.com", "000webhostapp.com", "wordpress.com", "blogspot.com", "wixsite.com",
    "webflow.io", "notion.site", "myshopify.com", "translate.goog", "duckdns.org", "no-ip.org",
    "ddns.net", "hopto.org", "dynu.net", "nip.io", "sslip.io",
  ]

  private static let storage: Set<String> = [
    "storage.googleapis.com", "firebasestorage.app", "firebaseio.com", "firebasedatabase.app",
    "r2.cloudflarestorage.com", "backblazeb2.com", "wasabisys.com", "linodeobjects.com",
    "vultrobjects.com", "blob.vercel-storage.com", "supabase.co", "supabase.in", "upstash.io",
    "turso.io", "neon.tech", "mongodb.net", "azure.com", "windows.net", "vault.azure.net",
    "documents.azure.com", "servicebus.windows.net", "database.windows.net", "googleapis.com",
    "googleusercontent.com", "sharepoint.com",
  ]

  /// Platforms with one sub-domain per customer, or with a collector for each holder of a key.
  private static let services: Set<String> = [
    "atlassian.net", "slack.com", "zendesk.com", "freshdesk.com", "my.salesforce.com", "okta.com",
    "auth0.com", "ingest.sentry.io", "sentry.io", "posthog.com", "datadoghq.com", "ngrok.io",
    "ngrok.app", "ngrok.dev", "ngrok-free.app", "ngrok-free.dev", "ngrok.pizza", "loca.lt",
    "lhr.life", "serveo.net", "localhost.run", "devtunnels.ms", "tunnelmole.net", "pinggy.link",
    "pinggy.io", "bore.pub", "ts.net", "zrok.io", "m.pipedream.net", "oast.fun", "oast.live",
    "oast.me", "oast.online", "oast.pro", "oast.site", "interact.sh", "beeceptor.com",
    "requestcatcher.com", "hookdeck.com", "webhook.site", "burpcollaborator.net", "oastify.com",
  ]
}
