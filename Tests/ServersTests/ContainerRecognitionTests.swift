// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct ContainerRecognitionTests {
  private static let id = String(repeating: "0123456789abcdef", count: 4)

  @Test(arguments: [
    ("0::/system.slice/docker-ID.scope", "docker"),
    ("12:pids:/docker/ID\n0::/\n", "docker"),
    ("0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-ID.scope", "docker"),
    ("0::/machine.slice/libpod-ID.scope/container", "podman"),
    ("0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope", "podman"),
    ("1:name=systemd:/libpod_parent/libpod-ID", "podman"),
    ("0::/system.slice/nerdctl-ID.scope", "containerd"),
    ("0::/default/ID", "containerd"),
    ("0::/kubepods.slice/cri-containerd-ID.scope", "containerd"),
    ("0::/anything/ID", ""),
    // A container in a container: the inner one.
    ("0::/docker/OTHER/docker/ID", "docker"),
  ])
  func cgroupsNameContainers(_ text: String, _ engine: String) {
    let other = String(repeating: "f", count: 64)
    let text = text.replacing("ID", with: Self.id).replacing("OTHER", with: other)
    #expect(ContainerCgroup.of(text) == ContainerCgroup(engine: engine, id: Self.id))
  }

  @Test(arguments: [
    "", "0::/", "0::/user.slice/user-1000.slice/session-1.scope", "x", "0::",
    "0::/docker/0123", "0::/machine.slice/libpod-conmon-ID.scope",
    "0::/docker/IDff", "0::/docker/../etc",
  ])
  func othersNameNone(_ text: String) {
    #expect(ContainerCgroup.of(text.replacing("ID", with: Self.id)) == nil)
  }

  /// As Docker 20.10 wrote it, shortened.
  private static let docker = """
    {"StreamConfig":{},"State":{"Running":true,"Pid":0},"ID":"\(id)","Created":"2026-01-02T03:04:05Z",
    "Path":"/usr/bin/tini","Args":["--","mcp-server-time","--local-timezone","UTC"],
    "Config":{"Hostname":"x","Env":["TOKEN=hunter2","PATH=/bin"],"Cmd":["x"],"Image":"mcp/time:1.2",
    "OpenStdin":true,"Labels":{"a":"b","docker-mcp-name":"time"}},"Name":"/quirky_name"}
    """

  @Test func dockerFilesAreRead() throws {
    let found = try #require(ContainerDescription.docker(Array(Self.docker.utf8), id: Self.id))
    #expect(found.image == "mcp/time:1.2")
    #expect(found.name == "quirky_name")
    #expect(found.arguments == ["/usr/bin/tini", "--", "mcp-server-time", "--local-timezone", "UTC"])
    #expect(found.serverName == "time" && found.serverLabel == "docker-mcp-name")
    #expect(!"\(found)".contains("hunter2"))
    #expect(ContainerDescription.docker(Array(Self.docker.utf8), id: "other") == nil)
  }

  /// containers/storage and an OCI bundle as podman 4.3 leaves them, shortened.
  @Test func podmanFilesAreRead() throws {
    let list = #"""
      [{"id":"ffff","names":["other"]},
       {"id":"ID","names":["calm_name"],"image":"sha256:1","metadata":
        "{\"image-name\":\"docker.io/mcp/time:latest\",\"name\":\"calm_name\"}","created":"2026-01-02"}]
      """#.replacing("ID", with: Self.id)
    var found = try #require(ContainerDescription.podman(Array(list.utf8), id: Self.id))
    #expect(found.image == "docker.io/mcp/time:latest" && found.name == "calm_name")
    found.add(
      runtimeSpecification: Array(
        #"{"process":{"args":["mcp-server-time"],"env":["T=hunter2"]},"annotations":{"toolhive-name":"t"}}"#
          .utf8))
    #expect(found.arguments == ["mcp-server-time"])
    #expect(found.serverName == "t" && found.serverLabel == "toolhive-name")
    #expect(!"\(found)".contains("hunter2"))
  }

  @Test(arguments: ["", "{", "[]", "null", "{\"ID\":1}", "[[[[[[", "{\"Config\":{\"Labels\":[]}}"])
  func brokenFilesGiveNothing(_ text: String) {
    #expect(ContainerDescription.docker(Array(text.utf8), id: Self.id) == nil)
    #expect(ContainerDescription.podman(Array(text.utf8), id: Self.id) == nil)
    var found = ContainerDescription()
    found.add(runtimeSpecification: Array(text.utf8))
    #expect(found == ContainerDescription())
  }

  private func container(
    _ image: String, _ arguments: [String] = ["run"], engine: String = "docker"
  ) -> Container {
    Container(
      time: Instant(nanoseconds: 1), process: ProcessID(pid: 1, start: Instant(nanoseconds: 1)),
      pidNamespace: 1, id: Self.id, engine: engine, image: image, arguments: arguments)
  }

  @Test(arguments: [
    ("mcp/time", "mcp/time"), ("mcp/time", "mcp/time:latest"), ("mcp/time", "docker.io/mcp/time"),
    ("postgres:16", "docker.io/library/postgres:16"), ("mcp/time:2", "mcp/time:2"),
  ])
  func imagesAreTheSame(_ asked: String, _ running: String) {
    let launch = LaunchReader.read(["docker", "run", "-i", "--rm", asked])
    #expect(ContainerMatch.fits(launch, container(running)))
  }

  @Test(arguments: [
    ("mcp/time", "mcp/fetch"), ("mcp/time:1", "mcp/time:2"), ("ghcr.io/mcp/time", "mcp/time"),
  ])
  func imagesAreOthers(_ asked: String, _ running: String) {
    let launch = LaunchReader.read(["docker", "run", "-i", "--rm", asked])
    #expect(!ContainerMatch.fits(launch, container(running)))
  }

  @Test func wordsEndTheContainers() {
    let launch = LaunchReader.read(["docker", "run", "mcp/time", "--zone", "UTC"])
    #expect(ContainerMatch.fits(launch, container("mcp/time", ["tini", "x", "--zone", "UTC"])))
    #expect(!ContainerMatch.fits(launch, container("mcp/time", ["tini", "x", "--zone", "CET"])))
    #expect(!ContainerMatch.fits(launch, container("mcp/time", ["UTC"])))
    // Without an image only words can tell.
    #expect(ContainerMatch.fits(launch, container("", ["x", "--zone", "UTC"], engine: "")))
    let bare = LaunchReader.read(["docker", "run", "mcp/time"])
    #expect(!ContainerMatch.fits(bare, container("", ["x"], engine: "")))
    #expect(ContainerMatch.fits(bare, container("mcp/time", ["x"], engine: "podman")))
  }
}
