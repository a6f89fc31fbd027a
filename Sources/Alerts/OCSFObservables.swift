// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// `observables`: what an analyst searches for, with where it stands in the event.
extension OCSFAlert {
  mutating func writeObservables(to json: inout JSONWriter) {
    json.key("observables")
    json.beginArray()
    writeEndpoint(to: &json)
    if let hostname = body.hostname {
      json.beginObject()
      json.fragment(#""name":"evidences[0].dst_endpoint.hostname""#)
      json.fragment(#""type_id":1,"type":"Hostname""#)
      body.name("value", hostname, to: &json)
      json.endObject()
    }
    writeProcess(to: &json)
    json.endArray()
  }

  private mutating func writeEndpoint(to json: inout JSONWriter) {
    guard let endpoint = body.target.endpoint else { return }
    json.beginObject()
    json.fragment(#""name":"evidences[0].dst_endpoint.ip","type_id":2,"type":"IP Address""#)
    body.name("value", endpoint.address.description, to: &json)
    json.endObject()
    json.beginObject()
    json.fragment(#""name":"evidences[0].dst_endpoint.port","type_id":11,"type":"Port""#)
    writeNumber(UInt64(endpoint.port), to: &json)
    json.endObject()
  }

  private mutating func writeProcess(to json: inout JSONWriter) {
    if !body.finding.process.name.isEmpty {
      json.beginObject()
      json.fragment(#""name":"evidences[0].process.name","type_id":9,"type":"Process Name""#)
      body.name("value", body.finding.process.name, to: &json)
      json.endObject()
    }
    json.beginObject()
    json.fragment(#""name":"evidences[0].process.pid","type_id":15,"type":"Process ID""#)
    writeNumber(UInt64(body.finding.process.id.pid), to: &json)
    json.endObject()
  }

  private func writeNumber(_ value: UInt64, to json: inout JSONWriter) {
    json.key("value")
    json.beginString()
    json.digits(value)
    json.endString()
  }
}
