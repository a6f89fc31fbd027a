// SPDX-License-Identifier: Apache-2.0

/// The kernel hook a record comes from.
package enum Hook: String, Hashable, Sendable, CaseIterable, Codable {
  case connect4, connect6, sendmsg4, sendmsg6
  case sysConnect = "sys_enter_connect"
  case sysSendto = "sys_enter_sendto"
  case sysSendmsg = "sys_enter_sendmsg"
  case sysSendmmsg = "sys_enter_sendmmsg"
  case egress, ingress
  case sendLength = "sock_send_length"
  case sysSocket = "sys_enter_socket"
  case sysIoctl = "sys_enter_ioctl"
  case unix
  /// A Unix socket was connected: by the name that its other end is bound to.
  case unixConnected = "unix_connected"
  case sysPtrace = "sys_enter_ptrace"
  case sysPidfdGetfd = "sys_enter_pidfd_getfd"
  case sysWriteMemory = "sys_enter_process_vm_writev"
  case sysWriteFile = "sys_enter_pwrite64"
  case route
  /// A port was taken.
  case bind4, bind6
  /// A port was taken over with its socket.
  case accept
  /// A socket's end, where nothing told of its beginning.
  case release = "sock_release"
  /// The ring was full: what the kernel's table of destinations kept.
  case floor
  /// No hook: Egret asked the kernel for its open sockets.
  case sockets = "sock_diag"
  /// No hook: a configuration file changed.
  case files = "inotify"

  /// A program of Egret's in the kernel saw it.
  package var isProgram: Bool { self != .sockets && self != .files }
}
