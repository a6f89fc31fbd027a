// SPDX-License-Identifier: Apache-2.0

package import Events

/// A fact that the monitor asks the machine for.
///
/// The answer comes back as an event, before the next one that the kernel recorded: what is judged
/// next may rest on it. A request that cannot be answered has no answer.
package enum Request: Hashable, Sendable {
  /// Something was seen of a process whose exec was lost: its exec, read from /proc, as an exec of
  /// the actor's program.
  case identify(Actor)
  /// What this process's mount namespace says of resolvers.
  case readResolvers(ProcessID, mountNamespace: UInt32)
  /// What this process, a resolver daemon of the machine, has in its cache: the answers are DNS payloads
  /// as if it were told now.
  case readCache(Actor)
  /// The connections that these processes hold open, which became a server's later than they were made: a
  /// destination each, as if it were being made now.
  case readConnections([Actor])
  /// What these open connections have carried so far. One that is closed has no answer.
  case countBytes([CountedSocket])
  /// Where this process, an installer, downloads from.
  case readRegistries(ProcessID, user: UInt32)
  /// Which proxies others than this process's server named: the machine, and the process that started
  /// it.
  case readProxies(ProcessID, starter: ProcessID)
  /// Notice the first read of the pipe at this process's stdin; the answer says that it is awaited.
  case awaitMessage(ProcessID, server: UInt32, inode: UInt64)
  /// No process of the server runs any more: its first message is of no interest. Has no answer.
  case dismissMessage(server: UInt32)
  /// Who is at the other end of a connection within the machine. Always has an answer.
  case findPeer(PeerQuestion)
  /// What there is to say of a server's program and its files: as which user, and with which script. The answer
  /// comes at once, and again when the files were read. With a question also what its package says of itself, and
  /// what is remembered of the server.
  case inspectProgram(Actor, user: UInt32, script: String?, package: PackageQuestion? = nil)
  /// A server reached a host, which is to be known at its next start. Has no answer.
  case remember(server: String, host: String)
  /// Which container this process runs in.
  case inspectContainer(ProcessID, pidNamespace: UInt32)
}
