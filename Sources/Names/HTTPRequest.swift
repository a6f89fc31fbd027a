// SPDX-License-Identifier: Apache-2.0

/// The head of an HTTP/1 request, of which Egret reads the hosts it names. The process wrote it: it
/// can raise an alarm and never silence one.
package struct HTTPRequest: Hashable, Sendable {
  package var method: String
  /// The host in the request's target, as a proxy is asked: `CONNECT host:443`, `GET http://host/`.
  package var target: String?
  /// The hosts of its Host fields, of which a right request has one; lower case, without the port.
  package var hosts: [String]

  package init(method: String, target: String? = nil, hosts: [String]) {
    self.method = method
    self.target = target
    self.hosts = hosts
  }
}
