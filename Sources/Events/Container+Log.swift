// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a container.
extension Container: EventLogTimedRecord {
  static var blank: Container {
    Container(time: Instant(nanoseconds: 0), process: .blank, pidNamespace: 0, id: "")
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("process", &process)
    coder.field("pid_namespace", &pidNamespace)
    coder.field("id", &id)
    coder.field("engine", &engine)
    coder.field("name", &name)
    coder.field("image", &image)
    coder.field("arguments", &arguments)
    coder.field("server", &serverName)
    coder.field("label", &serverLabel)
    coder.field("labels", &labels)
    coder.field("pod_namespace", &podNamespace)
    coder.field("pod", &podName)
    coder.field("ports", &ports)
    coder.field("addresses", &addresses)
    coder.field("names", &names)
  }
}
