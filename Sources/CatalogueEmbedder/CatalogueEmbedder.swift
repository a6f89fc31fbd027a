// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// catalogue/servers.yaml becomes a Swift file: the binary is one file, and carries the catalogue as it is
/// written.
@main struct CatalogueEmbedder: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let catalogue = context.package.directoryURL.appending(path: "catalogue/servers.yaml")
    let swift = context.pluginWorkDirectoryURL.appending(path: "CatalogueText.swift")
    return [
      .buildCommand(
        displayName: "Embedding catalogue/servers.yaml",
        executable: URL(filePath: "/bin/sh"),
        arguments: ["-euc", Self.script, "sh", catalogue.path, swift.path],
        inputFiles: [catalogue],
        outputFiles: [swift])
    ]
  }

  private static let script = ###"""
    {
      printf '/// Made from catalogue/servers.yaml by the plug-in CatalogueEmbedder.\n'
      printf 'enum CatalogueText {\n  static let yaml = ##"""\n'
      cat "$1"
      printf '"""##\n}\n'
    } >"$2.new"
    mv "$2.new" "$2"
    """###
}
