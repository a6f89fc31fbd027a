// SPDX-License-Identifier: Apache-2.0

import Monitoring

/// What makes two findings those of one server, where findings are folded by server.
struct FoldedServer: Hashable {
  let name: String
  let package: String
  let client: String
  let config: String
  let isManual: Bool

  init(_ server: FindingServer) {
    name = server.name
    package = server.package
    client = server.client
    config = server.config
    isManual = server.isManual
  }
}
