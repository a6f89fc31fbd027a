// SPDX-License-Identifier: Apache-2.0

/// Where one process, an installer, downloads from as its own configuration and environment say:
/// read when it began. Endpoints only, in the policy's spelling; no URL and no token is kept.
package struct Registries: Hashable, Sendable {
  package var time: Instant
  package var process: ProcessID
  package var endpoints: [String]

  package init(time: Instant, process: ProcessID, endpoints: [String]) {
    self.time = time
    self.process = process
    self.endpoints = endpoints
  }
}
