// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

@testable import Kernel

@Suite struct UserFilesTests {
  private func failure(_ home: String, _ path: String, limit: Int = 100) throws -> UserFiles
    .Failure?
  {
    let files = try UserFiles(below: home)
    do throws(UserFiles.Failure) {
      _ = try files.read(path, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsRegularFiles() throws {
    try withScratch { home in
      try FileManager.default.createDirectory(
        atPath: home + "/.x/y", withIntermediateDirectories: true)
      try put("{}", at: home + "/.x/y/a.json")
      let file = try UserFiles(below: home).read(".x/y/a.json")
      #expect(file.bytes == Array("{}".utf8))
      #expect(file.owner == getuid())
      #expect(!file.isWorldWritable)
      chmod(home + "/.x/y/a.json", 0o666)
      let open = try UserFiles(below: home).read(".x/y/a.json")
      #expect(open.isWorldWritable)
    }
  }

  @Test func tellsWhatOfAPathAnyoneMayChange() throws {
    try withScratch { home in
      try FileManager.default.createDirectory(
        atPath: home + "/a/b", withIntermediateDirectories: true)
      let file = home + "/a/b/run"
      try put("x", at: file)
      #expect(UserFiles.worldWritablePart(of: file) == nil)
      chmod(home + "/a", 0o777)
      #expect(UserFiles.worldWritablePart(of: file) == home + "/a")
      #expect(UserFiles.worldWritablePart(of: home + "/a/b") == nil)
      chmod(home + "/a", 0o1777)
      #expect(UserFiles.worldWritablePart(of: file) == nil)
      chmod(file, 0o666)
      #expect(UserFiles.worldWritablePart(of: file) == file)
      #expect(UserFiles.worldWritablePart(of: home + "/nothing") == nil)
    }
  }

  @Test func followsNothingOut() throws {
    try withScratch { home in
      try put("secret", at: home + "/real")
      try FileManager.default.createSymbolicLink(
        atPath: home + "/shadow", withDestinationPath: "/etc/shadow")
      try FileManager.default.createSymbolicLink(
        atPath: home + "/inner", withDestinationPath: "real")
      try FileManager.default.createSymbolicLink(atPath: home + "/etc", withDestinationPath: "/etc")
      for path in ["shadow", "inner", "etc/passwd", "../../etc/passwd", "/etc/passwd"] {
        #expect(try failure(home, path) == .link, "\(path)")
      }
    }
  }

  @Test func refusesWhatIsNoRegularFileAndNeverBlocks() throws {
    try withScratch { home in
      #expect(mkfifo(home + "/pipe", 0o600) == 0)
      try FileManager.default.createDirectory(
        atPath: home + "/dir", withIntermediateDirectories: true)
      #expect(try failure(home, "pipe") == .notRegular)
      #expect(try failure(home, "dir") == .notRegular)
      #expect(try failure(home, "none") == .missing)
      #expect(try failure(home, "dir/none/deeper") == .missing)
    }
  }

  @Test func refusesWhatIsTooLarge() throws {
    try withScratch { home in
      try put(String(repeating: "x", count: 100), at: home + "/fits")
      try put(String(repeating: "x", count: 101), at: home + "/large")
      #expect(try failure(home, "fits") == nil)
      #expect(try failure(home, "large") == .tooLarge(limit: 100))
      truncate(home + "/large", 1 << 40)
      #expect(try failure(home, "large") == .tooLarge(limit: 100))
    }
  }

  @Test(.enabled(if: getuid() == 0)) func refusesFilesOfAThirdParty() throws {
    try withScratch { home in
      try put("{}", at: home + "/a")
      chown(home, 4_000, 4_000)
      #expect(try failure(home, "a") == nil)
      chown(home + "/a", 4_000, 4_000)
      #expect(try failure(home, "a") == nil)
      chown(home + "/a", 4_001, 4_001)
      #expect(try failure(home, "a") == .foreignOwner(4_001))
    }
  }

  @Test func listsWithinBounds() throws {
    try withScratch { home in
      for index in 0..<20 { try put("", at: home + "/f\(index)") }
      try FileManager.default.createDirectory(
        atPath: home + "/d", withIntermediateDirectories: true)
      let files = try UserFiles(below: home)
      let items = try files.list("")
      #expect(items.count == 21)
      let few = try files.list("", limit: 5)
      #expect(few.count == 5)
      #expect(items.first { $0.name == "d" }?.mayBeDirectory == true)
      #expect(items.first { $0.name == "f0" }?.mayBeDirectory == false)
      let none = try? files.list("none")
      #expect(none == nil)
    }
  }

  @Test func aMissingTopIsTold() {
    #expect(throws: UserFiles.Failure.missing) { _ = try UserFiles(below: "/nowhere/at/all") }
  }
}
