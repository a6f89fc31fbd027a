// SPDX-License-Identifier: Apache-2.0

package import Events

/// What a hosts file says of a few names.
extension ResolverConfiguration {
  /// The addresses of these names, which are lower case; loopback's count, too. 0.0.0.0 and :: block a name.
  package static func addresses(
    of wanted: Set<String>, in hosts: [UInt8]
  ) -> [String: [IPAddress]] {
    if wanted.isEmpty { return [:] }
    var found: [String: [IPAddress]] = [:]
    for words in lines(hosts, comments: [UInt8(ascii: "#")]) {
      guard let first = words.first, let address = address(first), address.scope != .unspecified
      else { continue }
      for name in words.dropFirst().compactMap(hostName) where wanted.contains(name) {
        if found[name, default: []].count < 16 { found[name, default: []].append(address) }
      }
    }
    return found
  }
}
