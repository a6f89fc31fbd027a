// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct RegistryHostsTests {
  @Test func launchersThatInstallHaveDefaults() {
    for launcher in Launcher.allCases where launcher.installs {
      #expect(!RegistryHosts.defaults(for: launcher).isEmpty, "\(launcher)")
    }
    #expect(RegistryHosts.defaults(for: .plain).isEmpty)
    #expect(RegistryHosts.defaults(for: .uvx).prefix(2).allSatisfy { $0.hasSuffix(".org:443") })
  }

  @Test func npmrc() {
    let text = """
      ; company
      registry=https://npm.corp.example/r/
      @acme:registry = "https://npm.acme.example:8443/"
      //npm.corp.example/:_authToken=npm_secret
      https-proxy=http://proxy.corp.example:3128
      # registry=https://no.example
      always-auth=true
      registry
      """
    #expect(
      RegistryHosts.npmrc(text) == [
        "npm.corp.example:443", "npm.acme.example:8443", "proxy.corp.example:3128",
      ])
  }

  @Test func pipConf() {
    let text = """
      [global]
      index-url = https://user:secret@pip.corp.example/simple
      timeout = 5
      extra-index-url =
          https://a.example/simple
          http://b.example:8080/simple  https://c.example/simple
      trusted-host = d.example
        e.example
      """
    #expect(
      RegistryHosts.pipConf(text) == [
        "pip.corp.example:443", "a.example:443", "b.example:8080", "c.example:443",
      ])
  }

  @Test func uvToml() {
    let text = """
      index-url = "https://a.example/simple"
      extra-index-url = ["https://b.example/simple"]
      [[index]]
      name = "x"
      url = "https://c.example/simple"
      [pip]
      index-url = "https://d.example/simple"
      """
    #expect(
      RegistryHosts.uvToml(text) == [
        "a.example:443", "b.example:443", "d.example:443", "c.example:443",
      ])
    #expect(
      RegistryHosts.uvToml("[tool.uv]\nindex = [{url = \"https://e.example\"}]") == [
        "e.example:443"
      ])
  }

  @Test(arguments: ["", "=", "registry=", "[", "\u{0}", "index-url = [", " =", "= =\n  x", "#"])
  func brokenFilesAreEmpty(text: String) {
    #expect(RegistryHosts.npmrc(text).isEmpty)
    #expect(RegistryHosts.pipConf(text).isEmpty)
    #expect(RegistryHosts.uvToml(text).isEmpty)
  }
}
