// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Alerts

/// Against what the reference implementation (communityid 1.5.0 of PyPI) makes of the same tuples.
@Suite struct CommunityIDTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let source: (address: String, port: UInt16)
    let destination: (address: String, port: UInt16)
    let transport: TransportProtocol
    let text: String

    var testDescription: String { "\(source) \(destination) \(transport.name)" }
  }

  static let vectors: [Vector] = [
    Vector(
      source: ("192.0.2.17", 51544), destination: ("203.0.113.7", 443), transport: .tcp,
      text: "1:Bnzs/4mnIyVy+nGzWX4c0v/5BdM="),
    Vector(
      source: ("203.0.113.7", 443), destination: ("192.0.2.17", 443), transport: .tcp,
      text: "1:hAT50+lpVJ3wMYgMOTrp/+6dmXo="),
    Vector(
      source: ("10.0.0.1", 40000), destination: ("10.0.0.1", 80), transport: .tcp,
      text: "1:VSepksiL0eg8U15xNTOfjO9fI8M="),
    Vector(
      source: ("10.0.0.1", 80), destination: ("10.0.0.1", 80), transport: .tcp,
      text: "1:xK6lw4idWvrwNwOsMmGICgbsxLc="),
    Vector(
      source: ("192.0.2.53", 5353), destination: ("192.0.2.2", 53), transport: .udp,
      text: "1:rGrtfy70U7zq7sYKzmCtTCmSBdg="),
    Vector(
      source: ("2001:db8::17", 50000), destination: ("2001:db8::7", 4444), transport: .udp,
      text: "1:BK2gS8Y3fAPTS3TNFrTTNeXnpec="),
    Vector(
      source: ("2001:db8::7", 1), destination: ("2001:db8:0:1::", 65535), transport: .tcp,
      text: "1:4DMscnr4iOISrIzIekUIaFyO6m0="),
    Vector(
      source: ("fe80::1", 65535), destination: ("fe80::1", 1), transport: .sctp,
      text: "1:1oXezRKxUi2xBtvoK68Kz1QEy5Q="),
    Vector(
      source: ("255.255.255.254", 1), destination: ("9.255.0.1", 2), transport: .tcp,
      text: "1:9FYNUBB5MG/3Pg03s3FUaDSBUIo="),
    Vector(
      source: ("128.232.110.120", 34855), destination: ("66.35.250.204", 80), transport: .tcp,
      text: "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
  ]

  @Test(arguments: vectors)
  func isThatOfTheReference(_ vector: Vector) throws {
    let source = try #require(Samples.endpoint(vector.source.address, vector.source.port))
    let destination = try #require(
      Samples.endpoint(vector.destination.address, vector.destination.port))
    #expect(CommunityID(from: source, to: destination, vector.transport)?.text == vector.text)
    #expect(CommunityID(from: destination, to: source, vector.transport)?.text == vector.text)
  }

  @Test func isForProtocolsWithPortsAlone() throws {
    let one = try #require(Samples.endpoint("192.0.2.1", 1))
    let six = try #require(Samples.endpoint("2001:db8::1", 1))
    #expect(CommunityID(from: one, to: one, .icmp) == nil)
    #expect(CommunityID(from: one, to: one, .raw) == nil)
    #expect(CommunityID(from: one, to: six, .tcp) == nil)
  }
}
