// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// The reasons why a text is no expectation. Each says what to write instead.
package enum ExpectationError: Error, Hashable, Sendable {
  case empty
  case tooLong(bytes: Int)
  case notASCII(String)
  case forbiddenCharacter(String)
  case credential(String)
  case url(String)
  case needsBrackets(String)
  case tooManyColons(String)
  case badBrackets(String)
  case emptyHost(String)
  case badHost(String, why: String)
  case badWildcard(String)
  case publicSuffix(String)
  case badPort(String)
  case reversedRange(String)
  case badPrefix(String, most: Int)
  case hostBits(String, network: String)
  case prefixWithoutAddress(String)
  case notCIDR(String, network: String)
  case unknownProtocol(String, nearest: String?)
  case portWithICMP
  case portWithHTTPS(String)
  case notAlone(String)
  case badSocket(String, why: String)
}

extension ExpectationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "the entry is empty; write HOST[:PORT][/PROTOCOL], `any` or `none`"
    case .tooLong(let bytes):
      "the entry has \(bytes) bytes, more than any host name; write one host"
    case .notASCII(let text):
      "\(ShownText.quoted(text)) is not ASCII; resolvers are asked for the punycode form, so write "
        + "that (`xn--…`)"
    case .forbiddenCharacter(let text):
      "\(ShownText.quoted(text)) has a space or control character; write one endpoint an entry"
    case .credential(let text):
      "\(ShownText.quoted(text)) holds what looks like a credential; write HOST[:PORT][/PROTOCOL]"
    case .url(let host):
      "this is a URL, and paths are not seen on the wire; write the host alone: "
        + "\(ShownText.quoted(host))"
    case .needsBrackets(let text):
      "an IPv6 address stands in brackets, quoted for YAML; write "
        + "\"\(ShownText.escaped("[\(text)]", limit: 80))\""
    case .tooManyColons(let text):
      "\(ShownText.quoted(text)) has more than one colon; write HOST:PORT, IPv6 as \"[ADDRESS]:PORT\""
    case .badBrackets(let text):
      "\(ShownText.quoted(text)) is no IPv6 address in brackets; write \"[ADDRESS]:PORT\""
    case .emptyHost(let text):
      "\(ShownText.quoted(text)) has no host; write a name or an address first"
    case .badHost(let host, let why): "\(ShownText.quoted(host)) is no host name: \(why)"
    case .badWildcard(let host):
      "\(ShownText.quoted(host)) has a `*` that is not a whole first label; write `*.example.com`, or "
        + "`any` for all public addresses"
    case .publicSuffix(let host):
      "\(ShownText.quoted(host)) is everybody's: anyone can register a name under it; name the "
        + "domain you mean"
    case .prefixWithoutAddress(let host):
      "\(ShownText.quoted(host)) is a name, and only addresses have a prefix length; write HOST[:PORT]"
    case .badPrefix(let text, let most):
      "\(ShownText.quoted(text)) is no prefix length; write 0 to \(most)"
    case .hostBits(let text, let network):
      "\(ShownText.quoted(text)) has bits set beyond its prefix length; write \(network) for the "
        + "network, or leave the length out for the one address"
    case .notCIDR(let text, let network):
      "\(ShownText.quoted(text)) is a range of addresses, and a policy takes CIDR; write \(network), the "
        + "smallest that holds it"
    case .badPort(let text):
      "\(ShownText.quoted(text)) is no port; write 1 to 65535, a range `8000-8100`, or `*`"
    case .reversedRange(let text):
      "the port range \(ShownText.quoted(text)) ends before it starts; swap it"
    case .unknownProtocol(let text, let nearest):
      "\(ShownText.quoted(text)) is no protocol" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        + " (tcp, udp, icmp, sctp, any, https)"
    case .portWithICMP: "ICMP has no ports; leave the port out"
    case .portWithHTTPS(let text):
      "`/https` means tcp and udp 443, and this says port \(ShownText.quoted(text)); leave one of "
        + "them out"
    case .badSocket(let name, let why): "\(ShownText.quoted(name)) is no Unix socket: \(why)"
    case .notAlone(let word): "`\(word)` takes neither port nor protocol; write it alone"
    }
  }
}
