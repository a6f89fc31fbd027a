// SPDX-License-Identifier: Apache-2.0

package import Events

/// Which products stand above a process.
package enum ClientPrograms {
  /// By the base names of the ancestors' programs and scripts.
  package static func clients(of ancestors: [Exec]) -> Set<String> {
    var clients: Set<String> = []
    for ancestor in ancestors.prefix(16) {
      for word in [ancestor.executable, ancestor.file] + ancestor.arguments.prefix(2) {
        clients.formUnion(byProgram[CommandLineText.baseName(word)] ?? [])
      }
    }
    return clients
  }

  private static let byProgram: [String: [String]] = Dictionary(
    Products.all.flatMap { product in product.programs.map { ($0, [product.name]) } },
    uniquingKeysWith: +)
}
