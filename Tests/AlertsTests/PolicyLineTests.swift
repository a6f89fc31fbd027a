// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

/// What an alert says that would have expected it.
@Suite struct PolicyLineTests {
  private static func text(_ rule: Rule, _ change: (inout Finding) -> Void = { _ in }) -> String? {
    var finding = Samples.reached
    finding.rule = rule
    change(&finding)
    return PolicyLine(finding)?.text
  }

  @Test func namesWhereTo() {
    #expect(
      Self.text(.unexpectedDestination) == "servers.github.expect: [\"evil.example:443\"]")
    #expect(
      Self.text(.addressWithoutName) { finding in
        finding.target.hostname = nil
        finding.target.endpoint = Samples.endpoint("2001:db8::7", 53)
        finding.target.transport = .udp
        finding.server.name = "my server"
      } == "servers.\"my server\".expect: [\"[2001:db8::7]:53/udp\"]")
    #expect(
      Self.text(.localHandoff) { $0.target.unixPath = "/run/docker.sock" }
        == "servers.github.expect: [\"unix:/run/docker.sock\"]")
  }

  @Test func namesClientsAndResolvers() {
    #expect(Self.text(.inboundClient) == "servers.github.clients: [\"203.0.113.7/32\"]")
    #expect(Self.text(.unexpectedResolver) == "resolvers: [\"203.0.113.7\"]")
  }

  @Test(arguments: [Rule.destinationSwapped, .scan, .dnsTunnel, .unlistedServer, .configUnread])
  func isNothingWhereNoLineWouldDo(rule: Rule) {
    #expect(Self.text(rule) == nil)
  }

  /// Each rule that an alert refers to is found in the document.
  @Test(arguments: Rule.allCases)
  func theReferenceLeadsSomewhere(rule: Rule) throws {
    #expect(try DocumentationTests.page().contains("<a id=\"\(rule.rawValue)\"></a>"))
  }
}
