// SPDX-License-Identifier: Apache-2.0

import Monitoring
import Testing

@testable import Alerts

/// A credential's value is in no line of any format.
@Suite struct SecrecyTests {
  static let secret = "S3cr3tValue0123456789"

  static let commands: [[String]] = [
    ["x", "--token=\(secret)"], ["x", "--token", secret], ["x", "API_KEY=\(secret)"],
    ["x", "https://u:\(secret)@h.example/"], ["x", "--header", "Authorization: Bearer \(secret)"],
    ["sh", "-c", "GH_TOKEN=\(secret) exec node x"], ["x", "ghp_\(secret)"],
    ["x", "{\"password\":\"\(secret)\"}"],
    ["x", "postgresql://admin:\(secret)/\(secret)@db/x"],
  ]

  @Test(arguments: AlertFormat.allCases, commands)
  func staysOut(format: AlertFormat, command: [String]) throws {
    var finding = Samples.reached
    finding.process.arguments = command
    finding.parent?.arguments = command
    finding.ancestry = finding.ancestry.map {
      var process = $0
      process.arguments = command
      return process
    }
    var stream = AlertStream(format: format, host: Samples.host)
    let lines = stream.report(finding) + stream.report(finding) + stream.finish()
    #expect(lines.count == 2)
    for line in lines { #expect(!line.text.contains(Self.secret)) }
  }

  /// Where the kernel cut the arguments, half a value must not show what the whole would not.
  @Test func staysOutOfWhatIsCut() throws {
    let whole = "postgresql://admin:\(Self.secret)@db/x"
    for length in 14...whole.count {
      var finding = Samples.reached
      finding.process.arguments = ["x", String(whole.prefix(length))]
      finding.process.argumentsAreCut = true
      var stream = AlertStream(format: .ecs, host: Samples.host)
      let line = try #require(stream.report(finding).first)
      #expect(!line.text.contains("S3c"))
    }
  }
}
