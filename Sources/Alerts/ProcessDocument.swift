// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Monitoring

/// A format of alerts with keys of its own for a process.
protocol ProcessDocument {
  var body: AlertBody { get set }

  /// The members that identify a process.
  mutating func writeIdentity(of process: FindingProcess, to json: inout JSONWriter)
}

extension ProcessDocument {
  /// The processes above the acting one's parent, nearest first, by pid and name; nothing where there are none.
  mutating func writeAncestry(to json: inout JSONWriter) {
    let ancestry = body.finding.ancestry
    if ancestry.count > body.limits.ancestry { body.note(.ancestry) }
    if ancestry.isEmpty || body.limits.ancestry == 0 { return }
    json.key("ancestry")
    json.beginArray()
    for process in ancestry.prefix(body.limits.ancestry) {
      json.beginObject()
      json.member("pid", process.id.pid)
      body.name("name", process.name, to: &json)
      json.endObject()
    }
    json.endArray()
  }
}
