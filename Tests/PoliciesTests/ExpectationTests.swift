// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@Suite struct ExpectationTests {
  /// Target, ports and protocols, spelt out.
  private func read(_ text: String) throws -> String {
    let each = try Expectation.parse(text)
    let target =
      switch each.target {
      case .host(let pattern): "host \(pattern)"
      case .network(let network): "network \(network)"
      case .socket(let pattern): "socket \(pattern.name)"
      case .any: "any"
      case .none: "none"
      }
    return "\(target) \(each.ports.lowerBound)-\(each.ports.upperBound) \(each.protocols.rawValue)"
  }

  @Test(arguments: [
    ("api.github.com", "host api.github.com 443-443 1"),
    ("API.GitHub.com.", "host api.github.com 443-443 1"),
    ("api.github.com:8443", "host api.github.com 8443-8443 1"),
    ("api.github.com:*", "host api.github.com 0-65535 1"),
    ("db.internal:8000-8100/udp", "host db.internal 8000-8100 2"),
    ("cdn.example.com/https", "host cdn.example.com 443-443 3"),
    ("cdn.example.com:443/https", "host cdn.example.com 443-443 3"),
    ("gw.example.com/icmp", "host gw.example.com 0-65535 4"),
    ("gw.example.com:5060/SCTP", "host gw.example.com 5060-5060 8"),
    ("gw.example.com:*/any", "host gw.example.com 0-65535 31"),
    ("*.example.com", "host *.example.com 443-443 1"), ("*.id.me", "host *.id.me 443-443 1"),
    ("_dmarc.example.com", "host _dmarc.example.com 443-443 1"),
    ("xn--bcher-kva.example", "host xn--bcher-kva.example 443-443 1"),
    ("localhost:11434", "host localhost 11434-11434 1"),
    ("192.0.2.1", "network 192.0.2.1 443-443 1"),
    ("10.0.0.0/8:5432", "network 10.0.0.0/8 5432-5432 1"),
    ("10.0.0.0/8/udp", "network 10.0.0.0/8 443-443 2"),
    ("10.0.0.0/8:53/udp", "network 10.0.0.0/8 53-53 2"),
    ("[2001:db8::1]", "network [2001:db8::1] 443-443 1"),
    ("[2001:DB8::]/32:5432/tcp", "network [2001:db8::]/32 5432-5432 1"),
    ("[2001:db8::/32]:5432", "network [2001:db8::]/32 5432-5432 1"),
    ("[::ffff:192.0.2.1]:80", "network 192.0.2.1 80-80 1"),
    ("any", "any 0-65535 31"), ("ANY", "any 0-65535 31"), ("any:443", "any 443-443 1"),
    ("any/https", "any 443-443 3"), ("none", "none 0-65535 1"),
  ])
  func reads(text: String, meaning: String) throws { #expect(try read(text) == meaning) }

  @Test(arguments: [
    ("", "empty"), (":443", "no host"), ("/tcp", "no host"), ("[]:443", "no host"),
    ("*.", "first label"),
    ("bücher.example", "punycode"), ("a b", "space"), ("a\u{7}", "space"),
    ("api\u{0}.x.com", "space"),
    ("https://api.x.com/v1", "URL"), ("https://user:pw@api.x.com/v1", "`api.x.com`"),
    ("2001:db8::1", "brackets"), ("a:1:2", "more than one colon"), ("[2001:db8::1", "brackets"),
    ("[2001:db8::1]x", "brackets"), ("[example.com]:443", "brackets"), ("*", "`any`"),
    ("a.*.com", "first label"), ("*a.com", "first label"), ("*.*.com", "first label"),
    ("*.com", "everybody's"), ("*.co.uk", "everybody's"), ("*.dev", "everybody's"),
    ("*.or.jp", "everybody's"), ("*.eu.org", "everybody's"),
    ("x.com:0", "no port"), ("x.com:65536", "no port"), ("x.com:", "no port"),
    ("x.com:-1", "no port"),
    ("x.com:0443", "no port"), ("x.com:https", "no port"), ("x.com:1-2-3", "no port"),
    ("x.com:99999999999999999999", "no port"), ("x.com:90-80", "ends before"),
    ("10.0.0.1/8", "10.0.0.0/8"), ("10.0.0.0/33", "prefix length"),
    ("[2001:db8::]/129", "prefix length"),
    ("[2001:db8::1]/32", "[2001:db8::]/32"), ("x.com/8", "only addresses"), ("x.com/tpc", "`tcp`"),
    ("x.com/quic", "no protocol"), ("x.com/", "no protocol"), ("x.com:80/icmp", "no ports"),
    ("x.com:80/https", "443"), ("none:443", "alone"), ("1.2.3", "number"), ("256.1.1.1", "number"),
    ("0x7f.1", "number"), ("2130706433", "number"), ("22:80", "number"), ("a..b", "empty label"),
    (".a.b", "empty label"), ("-a.com", "`-`"), ("a!.com", "letters"),
    (String(repeating: "a", count: 64) + ".com", "63"), ("169.254.169.254/0", "0.0.0.0/0"),
    (String(repeating: "a.", count: 140), "253"),
    (String(repeating: "a", count: 10_000), "10000 bytes"),
  ])
  func refusesWithAdvice(text: String, advice: String) {
    let error = #expect(throws: ExpectationError.self) { try Expectation.parse(text) }
    #expect(error?.description.contains(advice) == true, "\(error?.description ?? "no error")")
    #expect(error?.description.utf8.allSatisfy { $0 >= 32 } == true)
  }

  @Test func neverTrapsOnGarbage() {
    let alphabet = Array("[]:/*.-@0123456789aAzZ \u{0}é%")
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<(state % 24) {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        text.append(alphabet[Int(state % UInt64(alphabet.count))])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1
      guard let read = try? Expectation.parse(text) else { continue }
      #expect(read.text == text && read.ports.lowerBound <= read.ports.upperBound)
    }
  }

  @Test(arguments: [
    ("x.com", 443, TransportProtocol.tcp, true), ("x.com", 443, .mptcp, true),
    ("x.com", 443, .udp, false),
    ("x.com/https", 443, .udp, true), ("x.com/icmp", 0, .icmp6, true),
    ("x.com/icmp", 443, .tcp, false),
    ("x.com/any", 443, .sctp, true), ("x.com/any", 0, .icmp, false), ("x.com:*/any", 0, .raw, true),
    ("x.com:8000-8100", 8100, .tcp, true), ("x.com:8000-8100", 8101, .tcp, false),
  ])
  func fitsPortAndProtocol(text: String, port: UInt16, transport: TransportProtocol, fits: Bool)
    throws
  {
    #expect(try Expectation.parse(text).fits(port: port, transport: transport) == fits)
  }
}
