// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an exec.
extension Exec: EventLogTimedRecord {
  static var blank: Exec {
    Exec(
      time: Instant(nanoseconds: 0), actor: .blank, parent: .blank, previous: .unknown,
      executable: "", file: "", arguments: [], name: "", user: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("actor", &actor)
    coder.field("parent", &parent)
    coder.field("previous", &previous.rawValue)
    coder.field("executable", &executable)
    coder.field("file", &file)
    coder.field("arguments", &arguments)
    coder.field("arguments_cut", &argumentsAreCut)
    coder.field("arguments_completed", &argumentsAreCompleted)
    coder.field("environment", &environment)
    coder.field("environment_cut", &environmentIsCut)
    coder.field("stdio", &stdio)
    coder.field("name", &name)
    coder.field("user", &user)
    coder.field("group", &group)
    coder.field("login", &login)
    coder.field("net_namespace", &namespaces.net)
    coder.field("mount_namespace", &namespaces.mount)
    coder.field("pid_namespace", &namespaces.pid)
    coder.field("user_namespace", &namespaces.user)
    coder.field("cgroup", &cgroup)
    coder.field("older", &isOlderThanEgret)
    coder.field("awaits_message", &awaitsMessage)
  }
}

extension Descriptor: EventLogRecord {
  static var blank: Descriptor {
    .closed
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("kind", &kind)
    coder.field("inode", &inode)
  }
}
