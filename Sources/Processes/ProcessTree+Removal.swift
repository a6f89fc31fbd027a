// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Forgetting of processes.
extension ProcessTree {
  /// Removes a process that is dead, past its grace and without children, and then its
  /// ancestors for which the same is true.
  mutating func removeIfDone(_ id: ProcessID) {
    var next: ProcessID? = id
    while let current = next, let node = nodes[current], isDone(node) { next = remove(node) }
  }

  /// False if all processes here live, or so nearly all that a search for the dead would cost more
  /// under a fork bomb than it gives.
  mutating func makeRoom() -> Bool {
    if nodes.count < limits.nodes { return true }
    guard nodes.count - living > limits.nodes / 64 else { return false }
    dropLeaves(max(limits.nodes / 8, 1))
    if nodes.count >= limits.nodes { dropOldest(max(limits.nodes / 8, 1)) }
    graves.keep { nodes[$0.id] != nil }
    strays.keep { nodes[$0.id] != nil }
    return nodes.count < limits.nodes
  }

  /// Drops dead processes without descendants first: what a fork storm leaves behind must not push
  /// out the dead launchers that living servers descend from.
  private mutating func dropLeaves(_ number: Int) {
    var left = number
    for grave in graves.all where left > 0 && children[grave.id] == nil {
      guard let node = nodes[grave.id], !node.isAlive else { continue }
      left -= 1
      dropped &+= 1
      removeLine(node)
    }
  }

  private mutating func dropOldest(_ number: Int) {
    let dead = nodes.values.filter { !$0.isAlive }.sorted(by: Self.isOlder)
    for node in dead.prefix(number) where nodes[node.id] != nil {
      dropped &+= 1
      removeLine(node)
    }
  }

  /// Removes a dead process whatever its descendants, and its ancestors that stayed only for it.
  mutating func removeLine(_ node: ProcessNode) {
    if let parent = remove(node) { removeIfDone(parent) }
  }

  private static func isOlder(_ left: ProcessNode, _ right: ProcessNode) -> Bool {
    let times = (left.exitTime?.nanoseconds ?? 0, right.exitTime?.nanoseconds ?? 0)
    return (times.0, left.id.start.nanoseconds, UInt64(left.id.pid))
      < (times.1, right.id.start.nanoseconds, UInt64(right.id.pid))
  }

  /// Returns the parent, which has a child less.
  private mutating func remove(_ node: ProcessNode) -> ProcessID? {
    nodes[node.id] = nil
    if holders[node.id.pid] == node.id { holders[node.id.pid] = nil }
    guard let parent = node.parent else { return nil }
    let left = (children[parent] ?? 1) - 1
    children[parent] = left > 0 ? left : nil
    return parent
  }
}
