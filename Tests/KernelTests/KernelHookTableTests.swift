// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import CWire
import Events
import Testing

@testable import Kernel

/// The rows of `bpf/include/hooks.h` against the object that was compiled with them.
@Suite struct KernelHookTableTests {
  /// A program as libbpf finds it in the object: nothing is loaded.
  private struct Program: Hashable {
    var section: String
    var isTyped: Bool
    /// nil where libbpf does not know the section.
    var attachType: UInt32?
  }

  /// By name; none where libbpf cannot open the object.
  private static let programs: [String: Program] = {
    let image = BPFObject.bytes()
    var programs: [String: Program] = [:]
    let object = image.withUnsafeBytes { bpf_object__open_mem($0.baseAddress, $0.count, nil) }
    guard let opened = object else { return programs }
    defer { bpf_object__close(opened) }
    var program = bpf_object__next_program(opened, nil)
    while let found = program {
      let type = bpf_program__type(found)
      programs[String(cString: bpf_program__name(found))] = Program(
        section: String(cString: bpf_program__section_name(found)),
        isTyped: type == BPF_PROG_TYPE_TRACING,
        attachType: type == BPF_PROG_TYPE_UNSPEC
          ? nil : bpf_program__expected_attach_type(found).rawValue)
      program = bpf_object__next_program(opened, found)
    }
    return programs
  }()

  @Test func everyProgramHasARowAndEveryRowAProgram() {
    #expect(Set(Self.programs.keys) == Set(KernelHook.all.map(\.program)))
    #expect(KernelHook.all.count == Self.programs.count)
  }

  @Test(arguments: KernelHook.all)
  func aRowSaysWhereItsProgramGoes(hook: KernelHook) throws {
    let program = try #require(Self.programs[hook.program])
    #expect(program.section == hook.section)
    switch hook.kind {
    case .typedTracepoint: #expect(program.isTyped)
    case .syscallTracepoint(let name):
      #expect(hook.section == "tracepoint/syscalls/" + name && name.hasPrefix("sys_enter_"))
    case .cgroup(let type):
      #expect(hook.section.hasPrefix("cgroup"))
      #expect(program.attachType == nil || program.attachType == type)
    }
  }

  @Test func rowsAreNumberedInOrder() {
    #expect(KernelHook.all.map(\.number) == Array(1..<WIRE_HOOK_NUMBERS.rawValue))
    #expect(wire_hook_row(0) == nil && wire_hook_row(WIRE_HOOK_NUMBERS.rawValue) == nil)
  }

  @Test("Processes are attached first, and no connection is reported before who makes it")
  func processesComeFirst() {
    #expect(KernelHook.all.prefix(3).map(\.program) == ["on_fork", "on_exec", "on_exit"])
  }

  @Test("A hook that is called like an attach point is attached there", arguments: KernelHook.all)
  func namesFit(hook: KernelHook) throws {
    let point = try #require(hook.section.split(separator: "/").last)
    if let hook = Hook(rawValue: String(point)) {
      #expect(KernelHook.all.contains { $0.section.hasSuffix("/" + point) && $0.name == hook })
    }
    let name = wire_hook_row(hook.number)?.pointee.name.map { String(cString: $0) }
    #expect(hook.name?.rawValue == name)
    #expect(Hook(rawValue: String(point)) == nil || hook.name?.rawValue == String(point))
  }

  @Test("The canary proves each hook, by acts that it has", arguments: KernelHook.all)
  func everyHookIsProven(hook: KernelHook) throws {
    let row = try #require(wire_hook_row(hook.number)).pointee
    let acts = (String(cString: row.records) + " " + String(cString: row.runs)).split(
      separator: " ")
    #expect(!acts.isEmpty && hook.proofs.count == acts.count, "\(hook.program)")
    for family in ["4", "6"] where hook.program.hasSuffix(family) {
      #expect(acts.allSatisfy { $0.hasSuffix(family) }, "\(hook.program)")
    }
  }

  @Test func everyActProvesSomething() {
    for act in CanaryAct.allCases { #expect(!act.hooks.isEmpty, "\(act)") }
  }

  @Test func everyCounterHasANumberOfItsOwn() {
    let numbers = Counters.Counter.allCases.map(\.number)
    #expect(numbers.sorted() == Array(0..<WIRE_COUNTERS.rawValue))
  }
}
