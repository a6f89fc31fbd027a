// SPDX-License-Identifier: Apache-2.0

import Discovery
import Kernel
import Policies
import Servers

/// What a parser's process does beside reading configurations; the byte names it.
enum ParserTask: UInt8, CaseIterable {
  case container = 1
  case registries
  case document

  /// Of every task, as the process does it: nothing, which is no answer, to what it does not know.
  static func answer(_ task: UInt8, _ facts: [UInt8], _ next: @escaping () -> [UInt8]?) -> [UInt8] {
    if task == ConfigurationParser.task { return ConfigurationParser.answer(facts, next) }
    switch ParserTask(rawValue: task) {
    case .container: return ContainerRequest(encoded: facts)?.answer(whole(next)).encoded ?? []
    case .registries: return facts.first.flatMap(RegistryFile.init)?.answer(whole(next)) ?? []
    case .document: return PolicyDocument.answer(whole(next))
    case nil: return []
    }
  }

  /// No more than any of these files may have.
  private static func whole(_ next: () -> [UInt8]?) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= UserFiles.sizeLimit, let piece = next() { bytes += piece }
    return bytes
  }
}
