// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// `observables`: what an analyst searches for, with where it stands in the line.
extension OCSFAlert {
  mutating func writeObservables(to json: inout JSONWriter) {
    if body.target.endpoint == nil, body.hostname == nil { return }
    json.key("observables")
    json.beginArray()
    writeEndpoint(to: &json)
    if let hostname = body.hostname {
      json.beginObject()
      place("evidences[0].dst_endpoint.hostname", "dst_endpoint.hostname", to: &json)
      json.fragment(#""type_id":1"#)
      body.name("value", hostname, to: &json)
      json.endObject()
    }
    writeSaid(to: &json)
    json.endArray()
  }

  private mutating func writeSaid(to json: inout JSONWriter) {
    guard let said = body.target.said, said.name != body.hostname, body.activity == nil else {
      return
    }
    json.beginObject()
    json.member("name", literal: "evidences[0].data.egret.said_name")
    json.fragment(#""type_id":1"#)
    body.name("value", said.name, to: &json)
    json.endObject()
  }

  private mutating func writeEndpoint(to json: inout JSONWriter) {
    guard let endpoint = body.target.endpoint else { return }
    json.beginObject()
    place("evidences[0].dst_endpoint.ip", "dst_endpoint.ip", to: &json)
    json.fragment(#""type_id":2"#)
    body.name("value", endpoint.address.description, to: &json)
    json.endObject()
  }

  /// Where it stands in an alert, and where in an activity.
  private func place(
    _ inAlert: StaticString, _ inActivity: StaticString, to json: inout JSONWriter
  ) {
    json.member("name", literal: body.activity == nil ? inAlert : inActivity)
  }
}
