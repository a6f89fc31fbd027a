// SPDX-License-Identifier: Apache-2.0

package import Events

extension ProcessTree {
  /// The exec of each program that a living process began itself, oldest first.
  package var livingExecs: [Exec] {
    nodes.values.compactMap { node in
      node.isAlive && node.exec?.actor.process == node.id ? node.exec : nil
    }.sorted {
      ($0.time.nanoseconds, $0.actor.process.pid) < ($1.time.nanoseconds, $1.actor.process.pid)
    }
  }
}
