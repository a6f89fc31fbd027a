// SPDX-License-Identifier: Apache-2.0

/// The format as JSON Schema, from the keys that the reader knows: for editors, which complete and check.
package enum PolicySchema {
  package static var text: String { root.lines() }

  private static var root: JSONText {
    .object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("Egret policy")),
      (
        "description", .text("Which endpoints each MCP server is expected to use (docs/policy.md).")
      ),
      ("type", .text("object")), ("required", .list([.text("egret")])),
      ("additionalProperties", .flag(false)), ("properties", properties(of: PolicyKeys.head)),
      (
        "$defs",
        .object([
          ("server", server), ("entry", entry), ("match", object(PolicyKeys.match)),
          ("run", object(PolicyKeys.run)), ("suppression", suppression),
        ])
      ),
    ])
  }

  private static var server: JSONText {
    object(
      PolicyKeys.server, required: ["expect"],
      more: [("not", .object([("required", .list([.text("match"), .text("run")]))]))])
  }

  private static var suppression: JSONText {
    object(
      PolicyKeys.suppression, required: ["reason", "until"],
      more: [
        (
          "anyOf",
          .list(
            ["rule", "server", "endpoint"].map { .object([("required", .list([.text($0)]))]) })
        )
      ])
  }

  private static var entry: JSONText {
    .object([("oneOf", .list([text("HOST[:PORT][/PROTOCOL], unix:PATH, any or none."), mapping]))])
  }

  private static var mapping: JSONText { object(PolicyKeys.entry, required: ["host"]) }

  private static func object(
    _ keys: [String], required: [String] = [], more: [(key: String, value: JSONText)] = []
  ) -> JSONText {
    let need: [(key: String, value: JSONText)] =
      required.isEmpty
      ? [("minProperties", .number(1))] : [("required", .list(required.map { .text($0) }))]
    return .object(
      [("type", .text("object")), ("additionalProperties", .flag(false))] + need
        + [("properties", properties(of: keys))] + more)
  }

  private static func properties(of keys: [String]) -> JSONText {
    .object(keys.map { ($0, property($0, of: keys)) })
  }

  /// What a key takes; the same word may be another thing elsewhere.
  private static func property(_ key: String, of keys: [String]) -> JSONText {
    switch key {
    case "egret":
      .object([("const", .number(1)), ("description", .text("The version of the format."))])
    case "resolvers": oneOf([.object([("const", .text("system"))]), list(of: text("An address."))])
    case "registries": list(of: text("HOST or HOST:PORT, or none alone."))
    case "defaults": object(PolicyKeys.defaults)
    case "proxies": list(of: text("HOST:PORT, or none alone."))
    case "refuse": list(of: text("A library of docs/policy.md, or all."))
    case "clients": list(of: text("An address or a CIDR range."))
    case "needs":
      list(of: text("A service (github, aws, database), a credential's name, or none alone."))
    case "servers": map(of: reference("server"))
    case "suppress": .object([("type", .text("array")), ("items", reference("suppression"))])
    case "expect": list(of: reference("entry"))
    case "match", "run": reference(key)
    case "container": oneOf([text("Its name."), object(PolicyKeys.container)])
    case "pod": oneOf([text("NAMESPACE/NAME."), object(PolicyKeys.pod)])
    case "rule": oneOf([text("A rule of docs/alerts.md."), list(of: text("A rule."))])
    case "until":
      .object([("type", .text("string")), ("pattern", .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))])
    case "listen", "port", "user", "max-upload": number
    case "protocol": .object([("enum", .list(ProtocolSet.spellings.map { .text($0.key) }))])
    case "package":
      .object([("type", .text("string")), ("pattern", .text("^(npm|pypi|oci):."))])
    default: text("")
    }
  }

  /// YAML reads bare digits as a number.
  private static var number: JSONText {
    .object([("type", .list([.text("string"), .text("integer")]))])
  }

  private static func text(_ description: String) -> JSONText {
    .object(
      [("type", .text("string")), ("minLength", .number(1))]
        + (description.isEmpty ? [] : [("description", .text(description))]))
  }

  private static func list(of items: JSONText) -> JSONText {
    .object([("type", .text("array")), ("minItems", .number(1)), ("items", items)])
  }

  private static func map(of values: JSONText) -> JSONText {
    .object([("type", .list([.text("object"), .text("null")])), ("additionalProperties", values)])
  }

  private static func oneOf(_ choices: [JSONText]) -> JSONText {
    .object([("oneOf", .list(choices))])
  }

  private static func reference(_ name: String) -> JSONText {
    .object([("$ref", .text("#/$defs/\(name)"))])
  }
}
