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
    #expect(
      found.arguments == ["/usr/bin/tini", "--", "mcp-server-time", "--local-timezone", "UTC"])
    #expect(found.serverName == "time" && found.serverLabel == "docker-mcp-name")
    #expect(!"\(found)".contains("hunter2"))
    #expect(ContainerDescription.docker(Array(Self.docker.utf8), id: "other") == nil)
  }

  /// config.v2.json and hostconfig.json of Docker 27 for `-p 8000:80 -p 127.0.0.1::81 -p 53:53/udp`, shortened.
  @Test func dockersPublishedPortsAreRead() throws {
    let text = #"""
      {"ID":"ID","Path":"x","NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8000"},
      {"HostIp":"::","HostPort":"8000"}],"81/tcp":[{"HostIp":"127.0.0.1","HostPort":"49153"}],
      "53/udp":[{"HostIp":"","HostPort":"53"}],"82/tcp":null}}}
      """#.replacing("\"ID\":\"ID\"", with: "\"ID\":\"\(Self.id)\"")
    var found = try #require(ContainerDescription.docker(Array(text.utf8), id: Self.id))
    #expect(found.ports.map(\.description) == ["0.0.0.0:8000", "[::]:8000", "127.0.0.1:49153"])
    let host = #"""
      {"Binds":null,"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8000"}],
      "81/tcp":[{"HostIp":"127.0.0.1","HostPort":""}],"83/tcp":[{"HostIp":"x","HostPort":"9"},
      {"HostIp":"","HostPort":"70000"},{"HostIp":"","HostPort":"8100-8110"}]}}
      """#
    found.add(hostConfiguration: Array(host.utf8))
    #expect(found.ports.count == 3, "known already")
    var early = ContainerDescription()
    early.add(hostConfiguration: Array(host.utf8))
    #expect(early.ports.map(\.description) == ["[::]:8000"])
    early.add(hostConfiguration: [1, 2])
    #expect(early.ports.count == 1)
  }

  @Test func nerdctlsPublishedPortsAreRead() {
    let text = #"""
      {"annotations":{"nerdctl/name":"notes","nerdctl/ports":
      "[{\"HostPort\":8000,\"ContainerPort\":80,\"Protocol\":\"tcp\",\"HostIP\":\"0.0.0.0\"},{\"HostPort\":53,\"Protocol\":\"udp\"}]"}}
      """#
    var found = ContainerDescription()
    found.add(runtimeSpecification: Array(text.utf8))
    #expect(found.ports.map(\.description) == ["0.0.0.0:8000"])
  }

  @Test(arguments: [
    ("http://localhost:8000/mcp", "[::]:8000", true),
    ("http://127.0.0.1:8000/", "0.0.0.0:8000", true),
    ("http://192.0.2.7:8000/mcp", "0.0.0.0:8000", true),
    ("http://box:8000/mcp", "0.0.0.0:8000", true),
    ("http://192.0.2.8:8000/mcp", "0.0.0.0:8000", false),
    ("http://localhost:80/", "[::]:8000", false),
    ("http://localhost:8000/mcp", "192.0.2.7:8000", false),
    ("http://192.0.2.7:8000/mcp", "192.0.2.7:8000", true),
  ])
  func whereAPublishedPortIsTheContainerIsTheServer(url: String, port: String, isServer: Bool) {
    let entry = ServerEntry(
      name: "notes", transport: .remote(url: url), client: "Cursor", scope: .user, file: "/f")
    var container = container("mcp/time:1.2")
    let place = LocalURL("http://\(port)/")
    let host = port.split(separator: ":").dropLast().joined(separator: ":")
    let bare = host.filter { $0 != "[" && $0 != "]" }
    container.ports = [
      Endpoint(address: IPAddress(bare) ?? IPAddress(v4: 1), port: place?.port ?? 0)
    ]
    container.addresses = [IPAddress("192.0.2.7")].compactMap(\.self)
    container.names = ["box"]
    let found = EntryRecogniser(entries: [entry]).recognise(container)
    #expect(found?.candidates.map(\.name) == (isServer ? ["notes"] : nil))
    #expect(found?.package == (isServer ? "oci:mcp/time:1.2" : nil))
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
