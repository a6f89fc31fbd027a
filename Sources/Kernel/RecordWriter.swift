// SPDX-License-Identifier: Apache-2.0

/// The programs that write records, in the order of `enum wire_writer`, by their names in the object.
enum RecordWriter: String, Hashable, Sendable, CaseIterable {
  case fork = "on_fork"
  case exec = "on_exec"
  case exit = "on_exit"
  case connect4 = "on_connect4"
  case connect6 = "on_connect6"
  case sendmsg4 = "on_sendmsg4"
  case sendmsg6 = "on_sendmsg6"
  case sysConnect = "on_connect"
  case sysSendto = "on_sendto"
  case sysSendmsg = "on_sendmsg"
  case sysSendmmsg = "on_sendmmsg"
  case egress = "on_egress"
  case ingress = "on_ingress"
  case sendLength = "on_send_length"
  case release = "on_release"
  case connectUnix = "on_connect_unix"
  case sendmsgUnix = "on_sendmsg_unix"
  case sysSocket = "on_sys_socket"
  case ioctl = "on_ioctl"
  case ptrace = "on_ptrace"
  case getDescriptor = "on_pidfd_getfd"
  case writeMemory = "on_vm_writev"
  case seek = "on_seek"
  case pwrite = "on_pwrite"
  case receiveLength = "on_receive_length"
  case route4 = "on_route4"
  case route6 = "on_route6"
  /// Programs without a number of their own.
  case other
}
