// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

/// A kernel side that can be directed: which programs it reports.
protocol DirectedKernel: ~Copyable {
  mutating func watch(_ program: ProgramID)
  mutating func ignore(_ program: ProgramID)
  mutating func forget(_ program: ProgramID)
  mutating func seed(_ process: ProcessID, program: ProgramID)
}

extension KernelSession: DirectedKernel {}
