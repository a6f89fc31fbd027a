// SPDX-License-Identifier: Apache-2.0

/// Where container runtimes keep their data, as their own settings say: below the machine's root.
package enum ContainerSettings {
  /// `data-root` of docker's daemon.json; `graph` is its older name.
  package static func dockerRoot(_ bytes: [UInt8]) -> String? {
    let root = JSONCParser.parse(bytes).value
    return path(root?["data-root"] ?? root?["graph"])
  }

  /// `graphroot` of `[storage]` in storage.conf.
  package static func storageRoot(_ bytes: [UInt8]) -> String? {
    path(TOMLDocument.parse(bytes).value?.value(at: ["storage", "graphroot"]))
  }

  private static func path(_ value: ConfigurationValue?) -> String? {
    guard let text = value?.string, text.hasPrefix("/"), text.utf8.count <= 1_024 else {
      return nil
    }
    return String(text.drop { $0 == "/" })
  }
}
