// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

@Suite struct LocalBrokersTests {
  @Test(arguments: [
    "/run/docker.sock", "/var/run/docker.sock", "docker.sock", "/run/containerd/containerd.sock",
    "/run/user/1000/podman/podman.sock", "/run/systemd/private", "/run/dbus/system_bus_socket",
    "/run/user/1000/bus", "@/tmp/dbus-abc", "/tmp/tmux-1000/default",
    "/var/snap/lxd/common/lxd/unix.socket",
  ]) func brokersActForOthers(path: String) {
    #expect(LocalBrokers.reason(for: path) != nil)
  }

  @Test(arguments: [
    "", "/", "@", "/tmp/own.sock", "/run/docker.sock.d/x", "docker.sock/", "@docker",
  ])
  func othersDoNot(path: String) {
    // A slash at the end names the same file.
    #expect((LocalBrokers.reason(for: path) != nil) == (path == "docker.sock/"))
  }

  @Test func onlyEnginesAreAContainersOwn() {
    #expect(LocalBrokers.isContainerEngine("/var/run/docker.sock"))
    #expect(!LocalBrokers.isContainerEngine("/run/systemd/private"))
    #expect(!LocalBrokers.isContainerEngine(""))
  }
}
