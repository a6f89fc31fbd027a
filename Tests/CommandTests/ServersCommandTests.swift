// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Testing

@testable import egret

@Suite struct ServersCommandTests {
  @Test func readsItsOptions() throws {
    let command = try ServersCommand.parse([
      "--format", "json", "--home", "/a", "--home", "/b", "--strict",
    ])
    #expect(command.format == .json)
    #expect(command.home == ["/a", "/b"])
    #expect(command.strict)
    #expect(try Egret.parseAsRoot(["servers"]) is ServersCommand)
  }

  @Test(arguments: [["--format", "xml"], ["--nope"], ["extra"], ["--home"]])
  func wrongUsageIs64(arguments: [String]) {
    do {
      _ = try ServersCommand.parse(arguments)
      Issue.record("\(arguments) should not parse")
    } catch {
      #expect(ServersCommand.exitCode(for: error).rawValue == 64)
    }
  }

  @Test func aHomeThatIsNotThereIs2() {
    var code: Int32 = 0
    do { try ServersCommand.parse(["--home", "/nowhere/at/all", "--format", "json"]).run() } catch {
      code = ServersCommand.exitCode(for: error).rawValue
    }
    #expect(code == 2)
  }

  @Test func aPolicyThatIsNotThereIs2() {
    var code: Int32 = 0
    do { try ServersCommand.parse(["--policy", "/nowhere.yaml"]).run() } catch {
      code = ServersCommand.exitCode(for: error).rawValue
    }
    #expect(code == 2)
  }
}
