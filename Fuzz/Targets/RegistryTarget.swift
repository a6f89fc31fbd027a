// SPDX-License-Identifier: Apache-2.0

import Servers

/// Installers' own configuration, and the values of their variables.
enum RegistryTarget: Target {
  static let name = "registries"
  static let about = "npmrc, pip.conf, uv.toml, bunfig.toml; what they imply is a policy's endpoint"
  static let rounds: UInt64 = 2_500
  static let words = [
    "registry=", "@a:registry=", "https://", "user:pw@", "index-url = ", "[[index]]\nurl = ",
    "[install.scopes]\n", "[tool.uv]\n", "\n  ", ":8080/", "#", "{ url = \"", "\"}", "git+ssh://",
  ]

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    let all = [
      RegistryHosts.npmrc(text), RegistryHosts.pipConf(text), RegistryHosts.uvToml(text),
      RegistryHosts.bunfig(text), RegistryHosts.variableValues(lines),
    ]
    for endpoints in all { try Rules.areExpectations("a registry", endpoints) }
    return all.contains { !$0.isEmpty }
  }
}
