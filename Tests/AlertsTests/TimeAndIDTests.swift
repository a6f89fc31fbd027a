// SPDX-License-Identifier: Apache-2.0

import Events
import Glibc
import Monitoring
import Testing

@testable import Alerts

@Suite struct TimeAndIDTests {
  static func text(_ time: WallTime, fraction: Int = 9) -> String {
    var json = JSONWriter(capacity: 64)
    time.write(to: &json, fraction: fraction)
    return String(decoding: json.written, as: UTF8.self)
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000000000Z"), (-5, "1970-01-01T00:00:00.000000000Z"),
    (951_782_399_999_999_999, "2000-02-28T23:59:59.999999999Z"),
    (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
    (1_763_890_496_123_456_789, "2025-11-23T09:34:56.123456789Z"),
    (4_107_542_400_000_000_001, "2100-03-01T00:00:00.000000001Z"),
    (.max, "2262-04-11T23:47:16.854775807Z"),
  ])
  func writesTimes(nanoseconds: Int64, expected: String) {
    #expect(Self.text(WallTime(nanoseconds: nanoseconds)) == expected)
  }

  @Test func agreesWithTheLibraryOnEveryDay() {
    for day in stride(from: 0, to: 106_000, by: 5) {
      var seconds = time_t(day * 86_400 + day % 86_400)
      var parts = tm()
      gmtime_r(&seconds, &parts)
      var buffer = [CChar](repeating: 0, count: 64)
      let count = strftime(&buffer, 64, "%Y-%m-%dT%H:%M:%S.000Z", &parts)
      let expected = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let written = Self.text(WallTime(nanoseconds: Int64(seconds) * 1_000_000_000), fraction: 3)
      if written != expected { Issue.record("day \(day): \(written) is not \(expected)") }
    }
  }

  @Test func clampsImpossibleTimes() {
    var host = Samples.host
    #expect(host.wallTime(Instant(nanoseconds: .max)).nanoseconds == .max)
    host.realtimeOffset = .min
    #expect(host.wallTime(Instant(nanoseconds: 5)).nanoseconds == 0)
  }

  @Test func fieldsDoNotRunTogether() {
    var left = Digest()
    left.add("ab")
    left.add("c")
    var right = Digest()
    right.add("a")
    right.add("bc")
    #expect(left.value() != right.value())
  }

  @Test func identifiersAreVersionSevenAndUnique() {
    let numbering = EventNumbering(host: Samples.host)
    var seen = Set<EventID>()
    for sequence in 0..<UInt64(10_000) {
      let id = numbering.line(sequence, at: WallTime(nanoseconds: 1_763_890_496_123_000_000))
      seen.insert(id)
      #expect(id.high >> 16 == 1_763_890_496_123 && id.high >> 12 & 15 == 7 && id.low >> 62 == 2)
    }
    #expect(seen.count == 10_000)
    var other = Samples.host
    other.runID = "run-2"
    let time = WallTime(nanoseconds: 1)
    #expect(EventNumbering(host: other).line(1, at: time) != numbering.line(1, at: time))
  }

  @Test func fingerprintsTellFactsApart() {
    var seen: [Fingerprint] = [Fingerprint(Samples.reached)]
    for change in Samples.differences {
      var finding = Samples.reached
      change(&finding)
      seen.append(Fingerprint(finding))
    }
    #expect(Set(seen).count == seen.count)
    var same = Samples.reached
    same.process.id.pid = 1
    same.time = Samples.at(99_999)
    same.reasons = ["other"]
    same.target.endpoint = Samples.endpoint("203.0.113.8", 443)
    #expect(Fingerprint(same) == seen[0])
  }
}
