// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes

/// A process and those it descends from, as a finding shows them.
struct Lineage: Sendable {
  let process: FindingProcess
  /// The parent and up, nearest first.
  let ancestors: [FindingProcess]
  /// Names of the process's variables.
  let environment: [String]

  /// `node` nil where the process is not known.
  init(
    _ id: ProcessID, _ node: ProcessNode?, ancestors: [ProcessNode], facts: ProgramFacts? = nil
  ) {
    var process =
      node.map { FindingProcess($0) }
      ?? FindingProcess(id: id, name: "", path: "", arguments: [], user: 0)
    process.facts = facts
    process.userName = facts?.userName ?? ""
    self.process = process
    self.ancestors = ancestors.map { FindingProcess($0) }
    environment = node?.exec?.environment ?? []
  }
}

extension FindingProcess {
  fileprivate init(_ node: ProcessNode) {
    let exec = node.exec
    self.init(
      id: node.id, name: node.name, path: exec?.executable ?? "", arguments: exec?.arguments ?? [],
      argumentsAreCut: exec?.argumentsAreCut ?? false, user: exec?.user ?? 0,
      group: exec?.group ?? 0, login: exec?.login, execTime: exec?.time)
  }
}
