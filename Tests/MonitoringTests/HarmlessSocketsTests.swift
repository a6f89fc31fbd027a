// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// The table of sockets that need no entry of a policy, and who must listen there.
@Suite struct HarmlessSocketsTests {
  private typealias S = HandoffScene

  @Test(arguments: [
    "/run/systemd/journal/socket", "/run/systemd/journal/stdout", "/dev/log", "/run/nscd/socket",
    "/var/run/nscd/socket", "/run/systemd/resolve/io.systemd.Resolve",
    "/run/systemd/userdb/io.systemd.DynamicUser",
  ]) func whereOnlyRootBindsNobodyIsLookedFor(name: String) {
    var scene = S()
    #expect(scene.scene.monitor.consume(S.asked(name)).isEmpty)
    #expect(HarmlessSockets.reason(for: name) != nil)
  }

  @Test func aServerWithFilesOfItsOwnMakingIsNotBelieved() {
    var scene = S(users: 4_026_532_000)
    let helper = S.holder("/usr/bin/socat", isOfMachine: false)
    #expect(scene.findings("/run/nscd/socket", .connected, helper).count == 1)
    #expect(scene.findings("/run/systemd/journal/socket", .absent).isEmpty)
  }

  @Test(arguments: [
    ("/tmp/.X11-unix/X0", "/usr/lib/xorg/Xorg"), ("@/tmp/.X11-unix/X99", "/usr/bin/Xvfb"),
    ("/run/user/1000/wayland-0", "/usr/bin/gnome-shell"),
    ("/run/user/1000/pulse/native", "/usr/bin/pipewire-pulse"),
    ("/run/user/1000/pipewire-0", "/usr/bin/pipewire"),
    ("/run/user/1000/keyring/control", "/usr/bin/gnome-keyring-daemon"),
  ]) func aDesktopIsSilent(name: String, program: String) {
    var scene = S()
    #expect(scene.findings(name, .connected, S.holder(program)).isEmpty)
    #expect(scene.findings(name, .connected, S.holder(program, user: 0, name: "root")).isEmpty)
    #expect(scene.findings(name, .absent).isEmpty)
  }

  @Test(arguments: [
    S.holder("/usr/bin/python3"), S.holder("/home/ada/bin/Xorg"), S.holder("/tmp/Xorg"),
    S.holder("/usr/bin/Xorg (deleted)"), S.holder("/usr/lib/xorg/Xorg", isOfMachine: false),
    S.holder("/usr/lib/xorg/Xorg", user: 1001, name: "eve"),
  ]) func aHelperThatTakesADisplaysNameIsTold(holder: PeerHolder) {
    var scene = S()
    #expect(scene.findings("/tmp/.X11-unix/X99", .connected, holder).count == 1)
  }

  @Test func aHelperThatIsGoneWhenSomebodyLooksIsTold() {
    var scene = S()
    #expect(scene.findings("/tmp/.X11-unix/X99", .connected).count == 1)
    #expect(scene.findings("/tmp/.X11-unix/X98", .unknown).isEmpty)
  }

  @Test(arguments: [
    ("/run/postgresql/.s.PGSQL.5432", "postgresql:///orders"),
    ("/run/mysqld/mysqld.sock", "--mysql"), ("/run/redis/redis-server.sock", "redis-mcp"),
    ("/run/mongodb/mongodb-27017.sock", "mongodb://localhost"),
  ]) func aDatabaseIsSilentWhereTheEntryImpliesIt(name: String, word: String) {
    var implied = S(words: [word])
    #expect(implied.scene.monitor.consume(S.asked(name)).isEmpty)
    var other = S()
    #expect(other.findings(name, .connected, S.holder("/usr/bin/x")).count == 1)
  }

  @Test func aDatabaseInAnOpenDirectoryMustBeOne() {
    var scene = S(words: ["postgres"])
    let name = "/tmp/.s.PGSQL.5432"
    let server = S.holder("/usr/lib/postgresql/16/bin/postgres", user: 70, name: "postgres")
    #expect(scene.findings(name, .connected, server).isEmpty)
    #expect(scene.findings(name, .connected, S.holder("/usr/bin/socat")).count == 1)
  }

  @Test(arguments: [
    "/run/systemd/journal/socket/x", "/tmp/journal/socket", "/run/user/1000/x/pulse/native",
    "/tmp/.X11-unix", "@", "", "/run/user/1000/wayland",
  ]) func othersAreNotInTheTable(name: String) {
    #expect(HarmlessSockets.row(for: name) == nil)
  }

  @Test func everyRowSaysWhy() {
    #expect(HarmlessSockets.rows.allSatisfy { !$0.reason.isEmpty && !$0.names.isEmpty })
  }
}
