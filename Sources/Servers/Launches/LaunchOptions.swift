// SPDX-License-Identifier: Apache-2.0

/// A launcher's own options, separated from the words behind them.
struct LaunchOptions {
  private var values: [(name: String, value: String)] = []
  /// The words from the first that is no option, or behind `--`.
  private(set) var rest: ArraySlice<String> = []

  /// Reads options. `taking` names those whose value is the next word; `--name=value` needs none.
  static func read(_ words: ArraySlice<String>, taking: Set<String>) -> LaunchOptions {
    var options = LaunchOptions()
    var index = words.startIndex
    while index < words.endIndex {
      let word = words[index]
      guard word.hasPrefix("-"), word != "-" else { break }
      index += 1
      if word == "--" { break }
      if taking.contains(word), index < words.endIndex {
        options.values.append((word, words[index]))
        index += 1
      } else if let equals = word.firstIndex(of: "=") {
        options.values.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
      }
    }
    options.rest = words[index...]
    return options
  }

  func value(of names: [String]) -> String? { values.first { names.contains($0.name) }?.value }

  func values(of names: [String]) -> [String] {
    values.filter { names.contains($0.name) }.map(\.value)
  }
}

extension LaunchOptions {
  /// URLs of registries that the options name for downloads.
  var registries: [String] {
    Array(
      values(of: [
        "--registry", "-i", "--index-url", "--index", "--default-index", "--extra-index-url", "-f",
        "--find-links",
      ]).prefix(16))
  }

  static let npm: Set<String> = [
    "-p", "--package", "-c", "--call", "--registry", "--cache", "--userconfig", "--globalconfig",
    "-w", "--workspace", "--prefix", "--loglevel", "--node-options", "--script-shell", "--shell",
    "--node-arg", "-n",
  ]
  static let uv: Set<String> = [
    "--from", "--with", "-w", "--with-editable", "--with-requirements", "-p", "--python", "-i",
    "--index-url", "--index", "--default-index", "--extra-index-url", "-f", "--find-links",
    "--cache-dir", "--directory", "--project", "--config-file", "-C", "--config-setting",
    "--index-strategy", "--keyring-provider", "--resolution", "--prerelease", "--exclude-newer",
    "--link-mode", "--refresh-package", "--reinstall-package", "-P", "--upgrade-package",
    "--allow-insecure-host", "--color", "--env-file", "-c", "--constraints", "-b",
    "--build-constraints", "--overrides", "--extra", "--group", "--package", "-m", "--module",
    "--python-platform", "--only-group", "--no-group", "--no-extra", "--torch-backend",
  ]
  static let pipx: Set<String> = [
    "--spec", "--python", "--index-url", "-i", "--pip-args", "--with", "--suffix", "--backend",
  ]
  static let python: Set<String> = ["-m", "-c", "-W", "-X", "--check-hash-based-pycs"]
  static let node: Set<String> = [
    "-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file", "-C",
    "--conditions", "--cwd",
  ]
  static let deno: Set<String> = ["-c", "--config", "--import-map", "--lock", "-L", "--log-level"]
  static let supergateway: Set<String> = [
    "--stdio", "--sse", "--streamableHttp", "--port", "--baseUrl", "--ssePath", "--messagePath",
    "--logLevel", "--outputTransport", "--header", "--oauth2Bearer", "--streamableHttpPath",
    "--healthEndpoint", "--protocolVersion", "--sessionTimeout",
  ]
  static let proxy: Set<String> = [
    "-e", "--env", "-H", "--headers", "--transport", "--port", "--host", "--cwd", "--sse-port",
    "--sse-host", "--allow-origin", "--named-server", "--named-server-config", "--log-level",
    "--client-id", "--client-secret", "--token-url",
  ]
}
