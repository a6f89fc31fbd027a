// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// A budget of an expected endpoint, with the connection open.
  @Suite struct UploadLiveTests {
    @Test("What is sent beyond a budget is told while it is sent", .timeLimit(.minutes(2)))
    func toldWhileOpen() throws {
      let egret = try RunningEgret()
      let listener = try LiveListener()
      let server = egret.path("uploading-server")
      let bash = URL(filePath: "/bin/bash").resolvingSymlinksInPath().path
      try FileManager.default.copyItem(atPath: bash, toPath: server)
      let policy = """
        egret: 1
        servers:
          uploading:
            run: {executable: \(server)}
            expect: [{host: localhost, port: \(listener.port), max-upload: 50kB/hour}]

        """
      egret.process.arguments? += [
        "run", "--policy", try egret.write(policy, to: "policy.yaml"), "--home", egret.home,
        "--ready-file", egret.path("ready"), "--heartbeat", "0", "--duration", "60",
      ]
      try egret.process.run()
      try egret.wait(for: "ready file") {
        FileManager.default.fileExists(atPath: egret.path("ready"))
      }
      let upload = Process()
      upload.executableURL = URL(filePath: server)
      upload.arguments = [
        "-c",
        "exec 3<>/dev/tcp/127.0.0.1/\(listener.port); printf '%40000s' x >&3; sleep 3; "
          + "printf '%40000s' x >&3; sleep 30",
      ]
      try upload.run()
      defer { upload.terminate() }
      try egret.wait(for: "the alert") { !egret.alerts("egret.upload-over-budget").isEmpty }
      #expect(upload.isRunning)
      let alert = try #require(egret.alerts("egret.upload-over-budget").first)
      #expect(alert.server == "uploading" && alert.port == Int(listener.port))
      #expect(alert.reasons.first?.hasPrefix("localhost:\(listener.port) took 80 kB") == true)
      egret.signal(SIGTERM)
      #expect(try egret.ends() == 0, "\(egret.errors)")
    }
  }
}
