// SPDX-License-Identifier: Apache-2.0

import Alerts
import Testing
import Glibc

@Suite struct SmokeTests {
  @Test func dump() {
    for format in AlertFormat.allCases {
      let f = fopen("/tmp/alerts-\(format.rawValue).ndjson", "w")
      for line in Samples.lines(format) { fputs(line.text + "\n", f) }
      fclose(f)
    }
  }
}
