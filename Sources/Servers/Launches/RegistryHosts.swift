// SPDX-License-Identifier: Apache-2.0

/// Where installers download from: built in, and as their own configuration files say.
package enum RegistryHosts {
  /// In the policy's spelling; what an installer of that launcher reaches with no configuration.
  package static func defaults(for launcher: Launcher) -> [String] {
    switch launcher {
    case .npx, .bunx, .pnpm, .yarn, .bun: npm
    case .uvx, .uvRun, .pipx: pypi + pythons
    case .deno: npm + ["jsr.io:443", "npm.jsr.io:443", "deno.land:443", "dl.deno.land:443"]
    case .docker, .podman, .nerdctl, .dockerGateway: oci
    case .pythonModule, .python, .node, .shell, .env, .mcpo, .supergateway, .envmcp, .mcpProxy,
      .mcpRemote, .plain:
      []
    }
  }

  /// Where an installer of that launcher asks for versions; nil for one that asks nobody.
  package static func indexHost(of launcher: Launcher) -> String? {
    defaults(for: launcher).first?.split(separator: ":").first.map(String.init)
  }

  private static let npm = ["registry.npmjs.org:443"]

  /// PyPI's index and its files, spelled from labels: this repository names no such host.
  private static let pypi = [
    ["py" + "pi", "org"], ["files", "python" + "hosted", "org"],
  ].map { $0.joined(separator: ".") + ":443" }

  /// Managed Pythons of uv.
  private static let pythons = [
    "github.com:443", "release-assets.githubusercontent.com:443",
    "objects.githubusercontent.com:443", "releases.astral.sh:443",
  ]

  private static let oci = [
    "registry-1.docker.io:443", "auth.docker.io:443", "index.docker.io:443",
    "production.cloudflare.docker.com:443", "production.cloudfront.docker.com:443", "ghcr.io:443",
    "pkg-containers.githubusercontent.com:443", "mcr.microsoft.com:443",
    "*.data.mcr.microsoft.com:443", "public.ecr.aws:443", "quay.io:443",
  ]

  /// `registry=`, `@scope:registry=`, `proxy=` and `https-proxy=` of an .npmrc. Tokens are passed
  /// over.
  package static func npmrc(_ text: String) -> [String] {
    endpoints(
      pairs(text, comments: ["#", ";"]).filter { name, _ in
        name == "registry" || name.hasSuffix(":registry") || name == "proxy"
          || name == "https-proxy"
      }.map(\.value))
  }

  /// `index-url`, `extra-index-url`, `find-links` and `proxy` of a pip.conf; values may go on over
  /// indented lines.
  package static func pipConf(_ text: String) -> [String] {
    let wanted: Set<String> = [
      "index-url", "extra-index-url", "find-links", "proxy", "index_url", "extra_index_url",
    ]
    var values: [String] = []
    var isWanted = false
    for line in lines(text) {
      let isContinued = line.first == " " || line.first == "\t"
      let trimmed = line.trimmed
      guard !trimmed.isEmpty, !"#;[".contains(trimmed.first ?? "#") else { continue }
      if isContinued {
        if isWanted { values += words(trimmed) }
        continue
      }
      let parts = trimmed.split(separator: "=", maxSplits: 1)
      isWanted = parts.first.map { wanted.contains($0.trimmed.lowercased()) } ?? false
      if isWanted, parts.count == 2 { values += words(parts[1]) }
    }
    return endpoints(values)
  }

  /// `index-url`, `extra-index-url`, `[[index]] url`, `find-links` and mirrors of a uv.toml, or of
  /// the `[tool.uv]` of a pyproject.toml.
  package static func uvToml(_ text: String) -> [String] {
    guard text.utf8.count <= 1 << 20, let root = TOMLDocument.parse(Array(text.utf8)).value else {
      return []
    }
    let uv = root.value(at: ["tool", "uv"]) ?? root
    let places = [uv, uv["pip"]].compactMap { $0 }
    let names = [
      "index-url", "default-index", "extra-index-url", "find-links", "python-install-mirror",
    ]
    var values = places.flatMap { place in names.compactMap { place[$0] }.flatMap(texts) }
    values += (uv["index"]?.list ?? []).flatMap { $0["url"].map(texts) ?? texts($0) }
    return endpoints(values)
  }

  /// `registry =` and the scopes of `[install]` in a bunfig.toml; texts or tables with a `url`.
  package static func bunfig(_ text: String) -> [String] {
    guard text.utf8.count <= 1 << 20,
      let install = TOMLDocument.parse(Array(text.utf8)).value?["install"]
    else { return [] }
    let scopes = install["scopes"]?.members?.map(\.value) ?? []
    return endpoints(
      ([install["registry"]].compactMap { $0 } + scopes).flatMap {
        $0["url"].map(texts) ?? texts($0)
      })
  }

  /// What the launch's own words say: `--registry`, `--index-url`, a git address, an image's host.
  package static func named(by launch: Launch) -> [String] {
    endpoints(launch.registries) + (launch.package.map(hosts) ?? [])
  }

  /// Where the package itself is, for those that name a host.
  private static func hosts(of package: PackageSpec) -> [String] {
    guard package.ecosystem == .git || package.ecosystem == .oci,
      let host = package.name.split(separator: "/").first, package.name.contains("/"),
      host.contains(".") || host.contains(":"), let place = EndpointText.split(host)
    else { return [] }
    let own = EndpointText.endpoints(host: place.host, port: place.port)
    guard package.ecosystem == .git else { return own }
    let github = place.host == "github.com" ? ["codeload.github.com:443"] : []
    return own + EndpointText.endpoints(host: place.host, port: 22) + github
  }

  /// The values of an installer's variables, as endpoints; several may stand in one.
  package static func variableValues(_ values: [String]) -> [String] {
    endpoints(values.prefix(32).flatMap { words($0.prefix(4_096)[...]) }.map(bare))
  }

  /// uv's `name=https://…`.
  private static func bare(_ text: String) -> String {
    guard let equals = text.firstIndex(of: "="), let mark = text.firstRange(of: "://"),
      equals < mark.lowerBound
    else { return text }
    return String(text[text.index(after: equals)...])
  }

  /// Values of an installer's own variables: only their names decide which are asked for.
  package static let variables: Set<String> = [
    "npm_config_registry", "NPM_CONFIG_REGISTRY", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_INDEX",
    "UV_DEFAULT_INDEX", "UV_FIND_LINKS", "UV_PYTHON_INSTALL_MIRROR", "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "BUN_CONFIG_REGISTRY", "JSR_URL",
    "npm_config_proxy", "npm_config_https_proxy", "HTTPS_PROXY",
    "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "PIP_PROXY",
  ]
}

// MARK: - Text

extension RegistryHosts {
  private static func endpoints(_ values: [String]) -> [String] {
    let found = values.prefix(64).flatMap { EndpointURL($0)?.endpoints ?? [] }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static func texts(_ value: ConfigurationValue) -> [String] {
    value.string.map { [$0] } ?? value.list?.compactMap(\.string) ?? []
  }

  private static func lines(_ text: String) -> [Substring] {
    Array(text.prefix(1 << 20).split(whereSeparator: \.isNewline).prefix(5_000))
  }

  private static func pairs(
    _ text: String, comments: Set<Character>
  ) -> [(name: String, value: String)] {
    lines(text).compactMap { line in
      let trimmed = line.trimmed
      guard let first = trimmed.first, !comments.contains(first) else { return nil }
      let parts = trimmed.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      let value = parts[1].trimmed.filter { $0 != "\"" && $0 != "'" }
      return (String(parts[0].trimmed).lowercased(), value)
    }
  }

  private static func words(_ text: Substring) -> [String] {
    text.split { $0 == " " || $0 == "\t" }.map(String.init)
  }
}
