// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Policies

/// `egret schema`: the policy's format for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a policy, for editors.",
    discussion: """
      A YAML language server completes and checks by it, with this as the first line of a policy: \
      # yaml-language-server: $schema=PATH. `egret check` finds more than a schema can say.
      Exit: 0 printed, 64 wrong usage.
      """)

  func run() { print(PolicySchema.text) }
}
