// SPDX-License-Identifier: Apache-2.0

/// The head of an HTTP/1 request, of which Egret reads the hosts it names. The process wrote it: it
/// can raise an alarm and never silence one.
package struct HTTPRequest: Hashable, Sendable {
  package var method: String
  /// The host in the request's target, as a proxy is asked: `CONNECT host:443`, `GET http://host/`.
  package var target: String?
  /// The port in the target, or that of its scheme.
  package var port: UInt16?
  /// The hosts of its Host fields, of which a right request has one; lower case, without the port.
  package var hosts: [String]

  /// How long what follows the head is.
  package var body: Body

  package enum Body: Hashable, Sendable {
    case length(UInt64)
    /// Content-Length and Transfer-Encoding are not understood, or contradict each other.
    case unknown
    case chunked
  }

  package init(
    method: String, target: String? = nil, port: UInt16? = nil, hosts: [String],
    body: Body = .length(0)
  ) {
    self.method = method
    self.target = target
    self.port = port
    self.body = body
    self.hosts = hosts
  }
}
