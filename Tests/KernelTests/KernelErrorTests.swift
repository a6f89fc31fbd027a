// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

@Suite struct KernelErrorTests {
  @Test func saysWhatWhyAndWhatToDo() {
    let error = KernelError(.load, "cannot load it", why: "no memory", advice: "Add some")
    #expect(error.description == "cannot load it: no memory. Add some")
  }

  @Test func leavesOutWhatIsNotKnown() {
    #expect(KernelError(.load, "cannot load it", why: "").description == "cannot load it")
    #expect(KernelError(.load, "cannot", why: "", advice: "Do").description == "cannot. Do")
    #expect(KernelError(.load, "cannot", why: "no").description == "cannot: no")
  }

  @Test func readsErrnoOfEitherSign() {
    #expect(KernelError.text(errno: 1) == "Operation not permitted")
    #expect(KernelError.text(errno: -1) == "Operation not permitted")
    #expect(KernelError.text(errno: 99_999).contains("99999"))
  }

  @Test func findsTheVerifiersReason() {
    let log = """
      libbpf: prog 'on_egress': BPF program load failed: Permission denied
      libbpf: prog 'on_egress': -- BEGIN PROG LOAD LOG --
      0: (bf) r6 = r1
      1: (85) call unknown#1000
      invalid access to packet, off=0 size=4
      processed 18 insns (limit 1000000) max_states_per_insn 0 total_states 1
      -- END PROG LOAD LOG --
      libbpf: prog 'on_egress': failed to load: -13
      libbpf: failed to load object 'egret'
      """
    let reason = KernelError.reason(inLog: log)
    #expect(reason == "1: (85) call unknown#1000 / invalid access to packet, off=0 size=4")
    #expect(KernelError.reason(inLog: "") == "")
  }
}
