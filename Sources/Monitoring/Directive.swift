// SPDX-License-Identifier: Apache-2.0

package import Events

/// What the machine's side is to do.
package enum Directive: Hashable, Sendable {
  /// Report everything the program's processes do. `server` is Egret's own number for it.
  case watch(ProgramID, server: UInt32)
  case ignore(ProgramID)
  /// No process runs it any more.
  case forget(ProgramID)
  /// The kernel does not know which program the process runs: it is older than Egret.
  case seed(ProcessID, ProgramID)
  /// Something was seen of a process whose exec was lost. Read it from /proc, and hand it in as an
  /// exec of the actor's program before the next event.
  case identify(Actor)
  /// Read what this process's mount namespace says of resolvers, and hand it in as an event before
  /// the next one.
  case readResolvers(ProcessID, mountNamespace: UInt32)
  /// Read where this process, an installer, downloads from, and hand it in as an event before the
  /// next one.
  case readRegistries(ProcessID, user: UInt32)
  /// Notice the first read of the pipe at this process's stdin, and hand in at once that it is
  /// awaited. It is the program's until that ends.
  case awaitMessage(ProcessID, ProgramID, inode: UInt64)
  /// Read which container this process runs in, and hand it in as an event before the next one.
  case inspectContainer(ProcessID, pidNamespace: UInt32)
}
