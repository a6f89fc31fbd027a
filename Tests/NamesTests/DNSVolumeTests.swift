// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import TestKit
import Testing

@Suite struct DNSVolumeTests {
  static let suffixes = PublicSuffixes()

  static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: UInt64(seconds * 1_000) * 1_000_000)
  }

  static func question(_ name: String, _ type: DNSType = .a) -> DNSQuestion {
    DNSQuestion(name: name, type: type)
  }

  static func letters(_ count: Int, _ generator: inout SeededGenerator) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz012345")
    return String((0..<count).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
  }

  static func labels(_ count: Int, _ generator: inout SeededGenerator) -> String {
    stride(from: 0, to: count, by: 57).map { letters(min(57, count - $0), &generator) }
      .joined(separator: ".")
  }

  /// The environment of a process, 3 KB, as base32 in questions of one label each.
  @Test(arguments: [(54, 63), (54, 48), (40, 180), (25, 220)]) func anEnvironmentInQuestionsIsTold(
    questions: Int, size: Int
  ) {
    var generator = SeededGenerator(seed: 1)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var fired: [DNSVolume.Excess] = []
    for index in 0..<questions {
      let name = Self.labels(size, &generator) + ".x.evil.example"
      if let excess = volume.ask(Self.question(name), at: Self.at(10 + Double(index))) {
        fired.append(excess)
      }
    }
    #expect(fired.map(\.domain) == ["evil.example"])
    #expect(fired.first.map { $0.names <= questions && $0.asked > DNSVolume.burstLimit } == true)
    #expect(fired.first?.since == Self.at(10))
  }

  /// iodine: NULL queries of some 100 to 250 octets, ten and more a second, and NULL answers of a
  /// kilobyte; while idle a short ping every second or two.
  @Test func iodineIsTold() {
    var generator = SeededGenerator(seed: 2)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var first: Double?
    for index in 0..<200 {
      let time = 10 + Double(index) / 10
      let isData = index % 3 == 0
      let name = "\(Self.labels(isData ? 180 : 8, &generator)).t.tunnel.example"
      let found = volume.ask(Self.question(name, .null), at: Self.at(time))
      let answer = DNSMessage(
        id: 1, isAnswer: true, questions: [Self.question(name, .null)],
        answers: [
          DNSRecord(
            name: name, timeToLive: 0,
            payload: .other(.null, size: isData ? 1_000 : 20, digest: index))
        ])
      if found != nil || volume.answer(answer, at: Self.at(time)) != nil { first = first ?? time }
    }
    #expect(first.map { $0 < 16 } == true)
  }

  /// dns2tcp: TXT or KEY queries whose labels are base64 of up to 63 octets; an idle session polls.
  @Test func dns2tcpIsTold() {
    var generator = SeededGenerator(seed: 3)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var fired = 0
    for index in 0..<120 {
      let name = "\(Self.labels(index % 4 == 0 ? 120 : 20, &generator)).dns.tunnel.example"
      if volume.ask(Self.question(name, .txt), at: Self.at(10 + Double(index))) != nil {
        fired += 1
      }
    }
    #expect(fired == 1)
  }

  @Test func commandsInAnswersAreTold() {
    var volume = DNSVolume(suffixes: Self.suffixes)
    var fired: [DNSVolume.Excess] = []
    for index in 0..<40 {
      let name = "c\(index).evil.example"
      let answer = DNSMessage(
        id: 1, isAnswer: true, questions: [Self.question(name, .txt)],
        answers: [DNSRecord(name: name, timeToLive: 0, payload: .text(size: 1_000, digest: index))])
      if let excess = volume.answer(answer, at: Self.at(Double(index))) { fired.append(excess) }
    }
    #expect(fired.map(\.domain) == ["evil.example"])
  }

  /// A record that is asked for again and again, by a server that keeps none.
  @Test func anAnswerGivenAgainCarriesNothing() {
    var volume = DNSVolume(suffixes: Self.suffixes)
    for index in 0..<3_000 {
      let answer = DNSMessage(
        id: 1, isAnswer: true, questions: [Self.question("login.service.example", .txt)],
        answers: [
          DNSRecord(
            name: "login.service.example", timeToLive: 60, payload: .alias("login.eu.cdn.example")),
          DNSRecord(
            name: "login.eu.cdn.example", timeToLive: 60, payload: .text(size: 400, digest: 7)),
        ])
      #expect(volume.answer(answer, at: Self.at(Double(index) / 10)) == nil)
    }
  }

  /// What a server is expected to ask for may carry sixteen times as much: hashes that are looked up,
  /// a name for each request.
  @Test func anExpectedDomainMayCarryMore() {
    var generator = SeededGenerator(seed: 8)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var fired: [DNSVolume.Excess] = []
    var asked = 0
    while fired.isEmpty, asked < 2_000 {
      let question = Self.question(Self.letters(40, &generator) + ".hashes.example")
      fired += [volume.ask(question, isExpected: true, at: Self.at(Double(asked) / 10))]
        .compactMap(\.self)
      asked += 1
    }
    #expect(asked > 1_000 && asked < 1_100)
    #expect(fired.map(\.isExpected) == [true])
  }

  /// Block lists of addresses: 32 labels of one digit for IPv6, four numbers for IPv4.
  @Test func aBlockListOfAddressesIsNot() {
    var generator = SeededGenerator(seed: 9)
    var volume = DNSVolume(suffixes: Self.suffixes)
    for index in 0..<600 {
      let digits = (0..<32).map { _ in
        String(Int.random(in: 0..<16, using: &generator), radix: 16) + "."
      }
      let name = digits.joined() + "zen.blocklist.example"
      #expect(volume.ask(Self.question(name), at: Self.at(Double(index))) == nil)
    }
  }

  /// Names of addresses, as a reader of an access log asks for them.
  @Test func namesOfAddressesAreNot() {
    var volume = DNSVolume(suffixes: Self.suffixes)
    for index in 0..<2_000 {
      let name = "\(index % 250).\(index / 250).51.198.in-addr.arpa"
      let answer = DNSMessage(
        id: 1, isAnswer: true, questions: [Self.question(name, .ptr)],
        answers: [
          DNSRecord(
            name: name, timeToLive: 60, payload: .other(.ptr, size: 60, digest: index))
        ])
      #expect(volume.ask(Self.question(name, .ptr), at: Self.at(Double(index) / 10)) == nil)
      #expect(volume.answer(answer, at: Self.at(Double(index) / 10)) == nil)
    }
  }

  @Test func aDripOfADayIsTold() {
    var generator = SeededGenerator(seed: 4)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var fired: [DNSVolume.Excess] = []
    for index in 0..<2_880 {
      let name = Self.letters(40, &generator) + ".slow.example"
      let time = Self.at(10 + Double(index) * 30)
      if let excess = volume.ask(Self.question(name), at: time) { fired.append(excess) }
    }
    #expect(fired.count == 1)
  }

  /// Eight hours of a busy server that browses: content networks, a block list, service discovery,
  /// telemetry under random labels, reverse look-ups, a search list.
  @Test func aWorkingDayIsNot() {
    var generator = SeededGenerator(seed: 5)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var names: [(every: Double, name: (inout SeededGenerator) -> String)] = []
    names.append((3, { _ in "api.github.com" }))
    names.append(
      (
        2,
        {
          "rr\(Int.random(in: 1...9, using: &$0))---sn-n\(Int.random(in: 10_000...10_060, using: &$0))zz.video.example"
        }
      ))
    names.append((15, { "d\(Self.letters(13, &$0)).cloudfront.net" }))
    names.append(
      (
        10,
        { generator in
          (0..<4).map { _ in "\(UInt8.random(in: 0...255, using: &generator))." }.joined()
            + "zen.blocklist.example"
        }
      ))
    names.append((30, { "\(Self.letters(32, &$0)).telemetry.example" }))
    names.append((20, { "_http._tcp.\(Self.letters(6, &$0)).corp.example" }))
    names.append(
      (
        5,
        { generator in
          (0..<4).map { _ in "\(UInt8.random(in: 0...255, using: &generator))." }.joined()
            + "in-addr.arpa"
        }
      ))
    names.append(
      (4, { "host\(Int.random(in: 0...40, using: &$0)).corp.example.office.corp.example" }))
    names.append(
      (60, { "\(Self.letters(20, &$0))-\(Self.letters(20, &$0)).eu-west-1.elb.amazonaws.com" }))
    var fired: [String] = []
    for second in 0..<(8 * 3_600) {
      for (every, name) in names where second % Int(every) == 0 {
        let question = Self.question(name(&generator))
        if let excess = volume.ask(question, at: Self.at(10 + Double(second))) {
          fired.append(excess.domain)
        }
      }
    }
    #expect(fired == [])
  }

  @Test func aNameAskedAgainCarriesNothing() {
    var generator = SeededGenerator(seed: 6)
    var volume = DNSVolume(suffixes: Self.suffixes)
    let name = Self.labels(180, &generator) + ".cdn.example"
    for index in 0..<5_000 {
      #expect(volume.ask(Self.question(name), at: Self.at(Double(index))) == nil)
    }
  }

  /// To ask for many other names between does not hide the one that carries.
  @Test func aFloodOfOtherDomainsHidesNothing() {
    var generator = SeededGenerator(seed: 7)
    var volume = DNSVolume(suffixes: Self.suffixes)
    var fired: [String] = []
    for index in 0..<60 {
      let time = Self.at(10 + Double(index))
      for other in 0..<300 {
        _ = volume.ask(Self.question("www.n\(index)-\(other).example"), at: time)
      }
      let name = Self.letters(60, &generator) + ".evil.example"
      if let excess = volume.ask(Self.question(name), at: time) { fired.append(excess.domain) }
      #expect(volume.count <= 256)
    }
    #expect(fired == ["evil.example"])
  }

  @Test(arguments: [
    ("api.github.com", DNSType.a, AskedName.host("api.github.com", searched: nil)),
    (
      "api.github.com.corp.example", .a,
      .host("api.github.com.corp.example", searched: "api.github.com")
    ),
    ("_mongodb._tcp.db.example", .srv, .service("db.example")),
    ("7.100.51.198.in-addr.arpa", .ptr, .reverse(IPAddress(v4: 0xc633_6407))),
    (
      String(repeating: "0.", count: 22) + "0.8.b.d.0.1.0.0.2.ip6.arpa", .ptr,
      .host(String(repeating: "0.", count: 22) + "0.8.b.d.0.1.0.0.2.ip6.arpa", searched: nil)
    ),
    (
      "1." + String(repeating: "0.", count: 23) + "8.b.d.0.1.0.0.2.ip6.arpa", .ptr,
      .reverse(IPAddress(v6High: 0x2001_0db8_0000_0000, low: 1))
    ),
    (
      "secret.data.51.198.in-addr.arpa", .ptr,
      .host("secret.data.51.198.in-addr.arpa", searched: nil)
    ),
    ("printer", .a, .local), ("printer.local", .a, .local),
    ("lb._dns-sd._udp.corp.example", .ptr, .service("corp.example")),
    ("b._dns-sd._udp.0.100.51.198.in-addr.arpa", .ptr, .local),
    ("100.51.198.in-addr.arpa", .a, .local),
  ]) func understandsWhatIsAskedFor(name: String, type: DNSType, expected: AskedName) {
    let asked = AskedName(
      DNSQuestion(name: name, type: type), searchDomains: ["example", "corp.example"])
    switch (expected, asked) {
    case (.host(let left, _), .host(let right, _)) where left != "api.github.com.corp.example":
      #expect(left == right)
    default: #expect(asked == expected)
    }
  }
}
