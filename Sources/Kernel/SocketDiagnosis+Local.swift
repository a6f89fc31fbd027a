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
    let wanted = "net:[\(destination.netNamespace)]"
    for place in ["self", "\(destination.actor.process.pid)"] {
      guard
        let namespace = FileDescriptor(
          checking: unsafe open("/proc/\(place)/ns/net", O_RDONLY | O_CLOEXEC)),
        SystemFile.link("/proc/self/fd/\(namespace.number)") == wanted
      else { continue }
      return SocketDump(in: namespace)?.local(of: destination)
    }
    return nil
  }
}
