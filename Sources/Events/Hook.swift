// SPDX-License-Identifier: Apache-2.0

/// The kernel hook a record comes from.
package enum Hook: String, Hashable, Sendable, CaseIterable, Codable {
  case connect4, connect6, sendmsg4, sendmsg6
  case sysConnect = "sys_enter_connect"
  case sysSendto = "sys_enter_sendto"
  case sysSendmsg = "sys_enter_sendmsg"
  case sysSendmmsg = "sys_enter_sendmmsg"
  case egress, ingress
}
