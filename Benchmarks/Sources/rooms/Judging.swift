// SPDX-License-Identifier: Apache-2.0

import Events
import Policies

/// One policy with many hosts, asked for a name that none of them covers: a look-up, and no walk, of
/// a hundred times the hosts takes the same time.
struct Judging {
  private let expectations: Expectations
  private let question = Question(
    endpoint: Endpoint(address: IPAddress(v4: 0xcb00_7109), port: 443), transport: .tcp,
    names: ["a.b.c.evil.example.com"], isNameEvidenceComplete: true)

  init(hosts: Int) {
    let list = (0..<hosts / 2).map { "h\($0).example.com, \"*.w\($0).example.com\"" }
    let text = "egret: 1\nservers:\n  s:\n    expect: [\(list.joined(separator: ", "))]\n"
    let policy = Policy.read(text, file: "policy.yaml").policy ?? Policy()
    expectations = policy.expectations(for: Subject(names: ["s"]))
  }

  func ask(_ number: Int) -> Int {
    if case .expected = expectations.judge(question) { return 1 }
    return 0
  }
}
