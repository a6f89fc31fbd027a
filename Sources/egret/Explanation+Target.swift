// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Policies

/// Why a question cannot be asked.
enum ExplanationError: Error, CustomStringConvertible {
  case unreadable(String, ExpectationError)
  case notOne(String)

  var description: String {
    switch self {
    case .unreadable(let text, let error):
      "cannot read the endpoint \(ShownText.quoted(text, limit: 4096)): \(error)"
    case .notOne(let text):
      "\(ShownText.quoted(text, limit: 4096)) is not one endpoint; write "
        + "HOST_OR_ADDRESS[:PORT][/tcp|udp|icmp|sctp], unix:/PATH or unix:@NAME"
    }
  }
}

extension Explanation {
  /// One endpoint, spelt as a policy spells it.
  struct Target {
    enum Place {
      case name(String)
      case address(IPAddress)
      case socket(String)
    }

    let text: String
    let place: Place
    let port: UInt16
    let transport: TransportProtocol

    init(_ text: String) throws(ExplanationError) {
      let read: Expectation
      do { read = try Expectation.parse(text) } catch { throw .unreadable(text, error) }
      if case .socket(let pattern) = read.target, !pattern.isWildcard {
        (self.text, place) = (text, .socket(pattern.name))
        (port, transport) = (0, TransportProtocol(number: 0))
        return
      }
      guard let place = Self.place(read), let transport = Self.transport(read),
        read.ports.count == 1 || transport == .icmp
      else { throw .notOne(text) }
      self.text = text
      self.place = place
      self.transport = transport
      port = read.ports.lowerBound
    }

    private static func place(_ read: Expectation) -> Place? {
      switch read.target {
      case .host(let pattern): pattern.isWildcard ? nil : place(pattern)
      case .network(let network): network.isSingle ? .address(network.address) : nil
      case .any, .none, .socket: nil
      }
    }

    /// `localhost` is an address by its definition.
    private static func place(_ pattern: HostPattern) -> Place {
      pattern.isLocalhost ? .address(IPAddress(v4: 0x7f00_0001)) : .name(pattern.name)
    }

    private static func transport(_ read: Expectation) -> TransportProtocol? {
      let single: [(ProtocolSet, TransportProtocol)] = [
        (.tcp, .tcp), (.udp, .udp), (.icmp, .icmp), (.sctp, .sctp),
      ]
      return single.first { $0.0 == read.protocols }?.1
    }
  }
}
