// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import CWire
import Events
import Foundation
import Testing

@testable import Kernel

extension KernelLive {
  /// What user space says of programs, in maps of the test's own.
  @Suite struct InterestTests {
    /// The two tables, and the word that the kernel compares.
    private final class Tables {
      let verdicts: Int32
      let processes: Int32
      let epoch = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)

      init(entries: UInt32 = 8) throws {
        epoch.initialize(to: 7)
        verdicts = bpf_map_create(
          BPF_MAP_TYPE_HASH, "verdicts", 8, UInt32(MemoryLayout<wire_verdict>.size), entries, nil)
        processes = bpf_map_create(
          BPF_MAP_TYPE_HASH, "processes", 4, UInt32(MemoryLayout<wire_state>.size), entries, nil)
        try #require(verdicts >= 0 && processes >= 0, "no BPF map: errno \(errno)")
      }

      deinit {
        close(verdicts)
        close(processes)
        epoch.deallocate()
      }

      var interest: Interest { Interest(verdicts: verdicts, processes: processes, epoch: epoch) }

      /// What the table says of a program; nil where it says nothing.
      func word(_ program: UInt64) -> UInt32? {
        var (key, verdict) = (program, wire_verdict())
        return bpf_map_lookup_elem(verdicts, &key, &verdict) == 0 ? verdict.interest : nil
      }

      func state(_ pid: UInt32) -> wire_state? {
        var (key, state) = (pid, wire_state())
        return bpf_map_lookup_elem(processes, &key, &state) == 0 ? state : nil
      }
    }

    private func watch(_ program: UInt64, with interest: inout Interest) {
      interest.watch(ProgramID(rawValue: program))
    }

    @Test func wordsReachTheTable() throws {
      let tables = try Tables()
      var interest = tables.interest
      watch(1, with: &interest)
      interest.ignore(ProgramID(rawValue: 2))
      #expect(tables.word(1) == WIRE_WATCHED.rawValue)
      #expect(tables.word(2) == WIRE_IGNORED.rawValue)
      #expect(tables.word(3) == nil)
      #expect(tables.epoch.pointee == 7 && interest.refused == 0)
    }

    /// Processes hold the word as of an epoch: a changed mind moves it.
    @Test func aChangedMindMovesTheEpoch() throws {
      let tables = try Tables()
      var interest = tables.interest
      interest.ignore(ProgramID(rawValue: 1))
      watch(1, with: &interest)
      #expect(tables.epoch.pointee == 8)
      #expect(tables.word(1) == WIRE_WATCHED.rawValue)
      interest.forget(ProgramID(rawValue: 1))
      #expect(tables.word(1) == nil)
      interest.ignore(ProgramID(rawValue: 1))
      #expect(tables.epoch.pointee == 8, "of a forgotten program no process holds a word")
    }

    /// The kernel side watches who takes an awaited port; until user space has seen that, it may still have
    /// something to say of its exec.
    @Test func theFirstWordLeavesTheKernelSidesOwn() throws {
      let tables = try Tables()
      var interest = tables.interest
      var (key, own) = (UInt64(1), wire_verdict(interest: WIRE_WATCHED.rawValue))
      #expect(bpf_map_update_elem(tables.verdicts, &key, &own, UInt64(BPF_ANY)) == 0)
      interest.ignore(ProgramID(rawValue: 1))
      #expect(tables.word(1) == WIRE_WATCHED.rawValue && interest.refused == 0)
      interest.ignore(ProgramID(rawValue: 1))
      #expect(tables.word(1) == WIRE_IGNORED.rawValue, "it has changed its mind")
    }

    @Test func aProgramThatIsNotKnownHasNoWord() throws {
      let tables = try Tables()
      var interest = tables.interest
      interest.ignore(.unknown)
      #expect(tables.word(0) == nil)
    }

    @Test func aFullTableIsCounted() throws {
      let tables = try Tables(entries: 1)
      var interest = tables.interest
      interest.ignore(ProgramID(rawValue: 1))
      interest.ignore(ProgramID(rawValue: 2))
      #expect(interest.refused == 1)
      #expect(tables.word(1) == WIRE_IGNORED.rawValue && tables.word(2) == nil)
      #expect(tables.epoch.pointee == 7)
    }

    /// What the kernel saw itself is newer than /proc.
    @Test func aSeedGivesWayToTheKernel() throws {
      let tables = try Tables()
      var interest = tables.interest
      let process = ProcessID(pid: 42, start: Instant(nanoseconds: 10_000_000))
      interest.seed(process, program: ProgramID(rawValue: 5))
      interest.seed(process, program: ProgramID(rawValue: 6))
      let state = try #require(tables.state(42))
      #expect(state.program == 5 && state.start == 10_000_000)
      #expect(interest.refused == 0, "that the kernel knows the process is no loss")
    }

    @Test func aSeedWithoutRoomIsCounted() throws {
      let tables = try Tables(entries: 1)
      var interest = tables.interest
      for pid in 1...3 as ClosedRange<UInt32> {
        interest.seed(
          ProcessID(pid: pid, start: Instant(nanoseconds: 1)), program: ProgramID(rawValue: 9))
      }
      #expect(interest.refused == 2)
    }
  }
}
