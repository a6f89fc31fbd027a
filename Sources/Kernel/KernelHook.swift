// SPDX-License-Identifier: Apache-2.0

/// One program of the BPF object: where it goes, since when that exists, and what is blind without.
package struct KernelHook: Hashable, Sendable {
  /// The program's name in the object.
  package var program: String
  package var kind: HookKind
  /// Without a required one Egret does not run.
  package var isRequired: Bool
  /// The oldest kernel that has it, as `5.10`.
  package var since: String
  /// From this kernel on there is a better one, and it is left off; nil where there is none.
  package var before: String?
  package var lostWithout: String

  /// Whether a kernel of this version is to have it. A newer kernel's is tried on an older one: it
  /// may have been brought there.
  package func fits(_ version: (major: Int, minor: Int)) -> Bool {
    before.map { version < Self.version($0) } ?? true
  }

  /// Whether a kernel of this version has it by `since` alone.
  func isNewer(than version: (major: Int, minor: Int)) -> Bool {
    Self.version(since) > version
  }

  private static func version(_ text: String) -> (Int, Int) {
    let numbers = text.split(separator: ".").compactMap { Int($0) }
    return (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
  }

  /// Those that this machine is to have, in the order of `all`.
  package static var ofThisMachine: [KernelHook] {
    let version = MachineLimits().version
    return all.filter { $0.fits(version) }
  }

  /// Every hook, in the order in which they are attached: processes first, so that no connection is
  /// reported before the process that makes it.
  package static let all: [KernelHook] = processes + destinations + syscalls + further

  private static let processes = [
    typed("on_fork", "forks: children are not known until they exec"),
    typed("on_exec", "execs: no server is recognised"),
    typed("on_exit", "exits: the table of processes only grows"),
  ]

  private static let destinations = [
    cgroup("on_egress", 1, required: true, "connected datagrams, raw, ICMP, SCTP, queries"),
    cgroup("on_ingress", 0, required: true, "DNS answers: no destination has a name"),
    cgroup("on_socket", 2, required: false, "sockets that were made but not yet used"),
    cgroup("on_connect4", 10, required: true, "IPv4 connections"),
    cgroup("on_connect6", 11, required: true, "IPv6 connections"),
    cgroup("on_sendmsg4", 14, required: true, "IPv4 datagrams"),
    cgroup("on_sendmsg6", 15, required: true, "IPv6 datagrams"),
  ]

  private static let syscalls = [
    syscall("on_connect", "connect"), syscall("on_sendto", "sendto"),
    syscall("on_sendmsg", "sendmsg"), syscall("on_sendmmsg", "sendmmsg"),
  ]

  /// What closes the ways around the hooks above, where the kernel has it.
  private static let further = [
    KernelHook(
      program: "on_send_length", kind: .typedTracepoint, isRequired: false, since: "6.3",
      lostWithout: "writes on others' and older connections, where on_check_send is missing too"),
    check("on_check_send", since: "5.11", before: "6.3"),
    check("on_check_write", since: "5.10", before: "5.11"),
    KernelHook(
      program: "on_receive_length", kind: .typedTracepoint, isRequired: false, since: "6.3",
      lostWithout: "when a server on a socket pair took its first message"),
    KernelHook(
      program: "on_state", kind: .typedTracepoint, isRequired: false, since: "5.11",
      lostWithout: "whether a connection was established, refused or timed out"),
    cgroup("on_release", 34, required: false, "the bytes and the end of a flow"),
    unix("on_connect_unix", 49, "io_uring and 32-bit calls to local brokers"),
    unix("on_sendmsg_unix", 50, "datagrams of io_uring and 32-bit calls to local brokers"),
    KernelHook(
      program: "on_unix_connected", kind: .typedTracepoint, isRequired: false, since: "5.10",
      before: "6.7", lostWithout: "brokers by another path, by io_uring and by 32-bit calls"),
    KernelHook(
      program: "on_socket_made", kind: .typedTracepoint, isRequired: false, since: "5.10",
      before: "6.3", lostWithout: "sockets of other families made by io_uring and 32-bit calls"),
    routes("on_route4"), routes("on_route6"),
    optional("on_sys_socket", "socket", "sockets of families without an IP address"),
    optional("on_ioctl", "ioctl", "TUN and TAP devices"),
    optional("on_ptrace", "ptrace", "code put into another process"),
    optional("on_pidfd_getfd", "pidfd_getfd", "descriptors taken from another process"),
    optional("on_vm_writev", "process_vm_writev", "memory of another process written"),
    optional("on_seek", "lseek", "the same through its file, by write"),
    optional("on_pwrite", "pwrite64", "the same through its file, by pwrite"),
  ]

  /// Stands in for on_send_length.
  private static func check(_ program: String, since: String, before: String) -> KernelHook {
    KernelHook(
      program: program, kind: .typedTracepoint, isRequired: false, since: since, before: before,
      lostWithout: "writes on connections that another process made, or that are older than Egret")
  }

  private static func routes(_ program: String) -> KernelHook {
    KernelHook(
      program: program, kind: .typedTracepoint, isRequired: false, since: "5.10",
      lostWithout: "the far ends of tunnels")
  }

  private static func typed(_ program: String, _ lost: String) -> KernelHook {
    KernelHook(
      program: program, kind: .typedTracepoint, isRequired: true, since: "5.10", lostWithout: lost)
  }

  private static func unix(_ program: String, _ type: UInt32, _ lost: String) -> KernelHook {
    KernelHook(
      program: program, kind: .cgroup(attachType: type), isRequired: false, since: "6.7",
      lostWithout: lost)
  }

  private static func optional(_ program: String, _ call: String, _ lost: String) -> KernelHook {
    KernelHook(
      program: program, kind: .syscallTracepoint(name: "sys_enter_\(call)"), isRequired: false,
      since: "5.10", lostWithout: lost)
  }

  private static func cgroup(
    _ program: String, _ type: UInt32, required: Bool, _ lost: String
  ) -> KernelHook {
    KernelHook(
      program: program, kind: .cgroup(attachType: type), isRequired: required, since: "5.10",
      lostWithout: lost)
  }

  private static func syscall(_ program: String, _ name: String) -> KernelHook {
    KernelHook(
      program: program, kind: .syscallTracepoint(name: "sys_enter_\(name)"), isRequired: true,
      since: "5.10", lostWithout: "what \(name) asked for: swapped addresses, other families")
  }
}
