// SPDX-License-Identifier: Apache-2.0

/// A notice as OCSF has it: Application Lifecycle, class 6002, for start and stop, else Base Event,
/// class 0.
struct OCSFNotice {
  let notice: Notice
  let status: Status
  let head: LineHead
  let shared: OCSFHost

  func write(to json: inout JSONWriter) {
    json.beginObject()
    writeClassification(to: &json)
    json.time("time", head.time)
    json.timeText("time_dt", head.time)
    json.member("timezone_offset", head.host.timezoneOffset)
    json.fragment(notice.severity.ocsf)
    json.fragment(
      notice.isFailure
        ? #""status_id":2,"status":"Failure""# : #""status_id":1,"status":"Success""#)
    StatusFacts.writeMessage(of: notice, to: &json)
    writeMetadata(to: &json)
    json.fragment(shared.device)
    StatusFacts(notice: notice, status: status).write(below: "unmapped", to: &json)
    json.endObject()
  }

  private func writeClassification(to json: inout JSONWriter) {
    switch notice {
    case .start:
      writeLifecycle(to: &json)
      json.fragment(#""activity_id":3,"activity_name":"Start""#)
      json.fragment(#""type_uid":600203,"type_name":"Application Lifecycle: Start""#)
    case .stop:
      writeLifecycle(to: &json)
      json.fragment(#""activity_id":4,"activity_name":"Stop""#)
      json.fragment(#""type_uid":600204,"type_name":"Application Lifecycle: Stop""#)
    case .heartbeat, .loss, .policyAccepted, .policyRefused, .hook:
      json.fragment(#""class_uid":0,"class_name":"Base Event""#)
      json.fragment(#""category_uid":0,"category_name":"Uncategorized","activity_id":99"#)
      json.member("activity_name", literal: notice.activity)
      json.fragment(#""type_uid":99,"type_name":"Base Event: Other""#)
    }
  }

  private func writeLifecycle(to json: inout JSONWriter) {
    json.fragment(#""class_uid":6002,"class_name":"Application Lifecycle""#)
    json.fragment(#""category_uid":6,"category_name":"Application Activity""#)
    json.fragment(shared.app)
  }

  private func writeMetadata(to json: inout JSONWriter) {
    json.key("metadata")
    json.beginObject()
    json.member("version", literal: "1.5.0")
    json.id("uid", head.id)
    json.member("sequence", head.sequence)
    json.member("event_code", literal: notice.code)
    json.fragment(#""profiles":["host","datetime"]"#)
    json.fragment(shared.product)
    json.endObject()
  }
}
