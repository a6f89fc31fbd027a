// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Everything that loads BPF programs or runs `egret`, one after the other.
@Suite(
  .serialized, .enabled(if: geteuid() == 0, "needs root for BPF: sudo scripts/test"))
struct KernelLive {}
