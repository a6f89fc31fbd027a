// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// The other half of a connection: where it comes from on this machine.
extension SocketDiagnosis {
  /// The socket's own side; nil where it has none yet, or the socket is gone, or the kernel refuses.
  package static func local(of destination: Destination) -> Endpoint? {
    guard destination.cookie != 0, [.tcp, .mptcp, .udp].contains(destination.transport) else {
      return nil
    }
    let number = destination.netNamespace
    guard
      let namespace = NetworkNamespace.openOwn(number: number)
        ?? NetworkNamespace.open(of: destination.actor.process.pid, number: number)
    else { return nil }
    return SocketDump(in: namespace)?.local(of: destination)
  }
}
