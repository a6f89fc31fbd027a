// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

@testable import Kernel

extension KernelLive {
  /// What is told of processes.
  @Suite struct CaptureProcessTests {
    @Test(
      "An exec record says what runs, where and with what, and no value", .timeLimit(.minutes(1)))
    func execIsWhole() throws {
      var trigger = Trigger(command: ["/bin/true", "one", "two words"])
      trigger.environment = ["GITHUB_TOKEN": "hunter2", "EMPTY": ""]
      let seen = try Capture().watch(trigger)
      let exec = try #require(seen.execs.last { $0.file == "/bin/true" })
      #expect(exec.actor.process.pid == seen.trigger.pid)
      #expect(exec.arguments == ["/bin/true", "one", "two words"])
      #expect(exec.executable == URL(filePath: "/bin/true").resolvingSymlinksInPath().path)
      #expect(exec.name == "true")
      #expect(Set(exec.environment).isSuperset(of: ["EMPTY", "GITHUB_TOKEN"]))
      #expect(!"\(seen.events)".contains("hunter2"))
      #expect(exec.user == 0)
      #expect(!exec.isOlderThanEgret)
      #expect(exec.previous != .unknown && exec.previous != exec.actor.program)
    }

    @Test("It says what stands at its descriptors, and where it lives", .timeLimit(.minutes(1)))
    func execKnowsItsSurroundings() throws {
      let seen = try Capture().watch(Trigger(command: ["/bin/true"]))
      let exec = try #require(seen.execs.last)
      #expect(exec.stdio.map(\.kind) == [.null, .pipe, .pipe])
      #expect(exec.stdio[1].inode == exec.stdio[2].inode && exec.stdio[1].inode != 0)
      #expect(exec.namespaces == Self.ownNamespaces())
    }

    @Test("A program keeps its id through a double fork and setsid", .timeLimit(.minutes(1)))
    func doubleForkKeepsTheProgram() throws {
      let seen = try Capture().watch(
        .python(
          """
          import os, socket, time
          reader, writer = os.pipe()
          if os.fork() == 0:
              os.setsid()
              parent = os.getpid()
              if os.fork() == 0:
                  end = time.monotonic() + 10
                  while os.getppid() == parent and time.monotonic() < end:
                      time.sleep(0.001)
                  s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                  s.sendto(b"x", ("127.0.0.1", 47001))
                  os.write(writer, b"x")
              os._exit(0)
          os.wait()
          os.read(reader, 1)
          """))
      let program = try #require(seen.execs.last).actor.program
      let sent = try #require(seen.destinations.first)
      #expect(sent.endpoint.port == 47001)
      #expect(sent.actor.process.pid != seen.trigger.pid)
      #expect(sent.actor.program == program)
    }

    @Test("A hundred lives are told in order: fork, exec, exit", .timeLimit(.minutes(1)))
    func livesAreInOrder() throws {
      let seen = try Capture().watch(
        Trigger(command: ["sh", "-c", "i=0; while [ $i -lt 100 ]; do /bin/true; i=$((i+1)); done"]))
      var stages: [UInt32: [String]] = [:]
      for event in seen.events {
        switch event {
        case .fork(let fork): stages[fork.child.process.pid, default: []].append("fork")
        case .exec(let exec): stages[exec.actor.process.pid, default: []].append("exec")
        case .exit(let exit): stages[exit.actor.process.pid, default: []].append("exit")
        default: break
        }
      }
      stages[seen.trigger.pid] = nil
      #expect(stages.count == 100)
      #expect(stages.values.allSatisfy { $0 == ["fork", "exec", "exit"] })
    }

    private static func ownNamespaces() -> Namespaces {
      func number(_ name: String) -> UInt32 {
        let link = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/ns/\(name)")
        return UInt32((link ?? "").filter(\.isNumber)) ?? 0
      }
      return Namespaces(
        net: number("net"), mount: number("mnt"), pid: number("pid"), user: number("user"))
    }
  }
}
