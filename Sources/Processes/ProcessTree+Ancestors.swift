// SPDX-License-Identifier: Apache-2.0

package import Events

/// Lines of descent, as the forks gave them.
extension ProcessTree {
  /// The process that forked it, the one that forked that, and so on, nearest first: up to `limit`,
  /// and up to the first that is not known.
  package func ancestors(of id: ProcessID, limit: Int = 16) -> [ProcessNode] {
    line(from: self[id]?.parent, limit: limit)
  }

  /// The execs of its ancestors' programs, nearest first, each once however often it forked. The
  /// exec may, and need not, be in the tree.
  package func ancestorExecs(of exec: Exec, limit: Int = 16) -> [Exec] {
    let start = self[exec.actor.process].map(\.parent) ?? exec.parent
    var execs: [Exec] = []
    var last = ProgramID.unknown
    for node in line(from: start, limit: limit) {
      guard let exec = node.exec, node.program == .unknown || node.program != last else { continue }
      last = node.program
      execs.append(exec)
    }
    return execs
  }

  /// A process and its ancestors. The limit also ends a line that hostile records bend to a ring.
  private func line(from start: ProcessID?, limit: Int) -> [ProcessNode] {
    var nodes: [ProcessNode] = []
    var next = start
    while nodes.count < limit, let id = next, let node = self[id] {
      nodes.append(node)
      next = node.parent
    }
    return nodes
  }
}
