// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import Foundation
import PackageDescription

/// The house settings: memory-unsafe code is written out, imports say what they need, and nothing warns.
let house: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// Tests: without strict memory safety, because `#expect` expands to code that it rejects.
let testing: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// libbpf and what it needs, static. From elfutils 0.189 on, libelf.a may need libzstd.a, which
/// Debian's libelf-dev then brings along.
let libbpf: [LinkerSetting] = {
  let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"]
  let zstd = folders.contains { FileManager.default.fileExists(atPath: "\($0)/libzstd.a") }
  return ([":libbpf.a", ":libelf.a", ":libz.a"] + (zstd ? [":libzstd.a"] : []))
    .map { .linkedLibrary($0) }
}()

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let toml: Target.Dependency = .product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
  name: "egret",
  products: [.executable(name: "egret", targets: ["egret"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // bpf/ is a target so that SwiftPM watches the folder; only wire.c is code for the host.
    .target(name: "CWire", path: "bpf", sources: ["wire.c"], publicHeadersPath: "include"),
    .plugin(name: "BPFCompiler", capability: .buildTool(), path: "Sources/BPFCompiler"),
    .target(name: "CLibbpf", linkerSettings: libbpf),
    .target(name: "CLibyaml", linkerSettings: [.linkedLibrary(":libyaml.a")]),

    .target(name: "Events", dependencies: ["CWire"], swiftSettings: house),
    .target(
      name: "Kernel", dependencies: ["CLibbpf", "CWire", "Events"], swiftSettings: house,
      plugins: ["BPFCompiler"]),
    .target(name: "Processes", dependencies: ["Events"], swiftSettings: house),
    .target(name: "Servers", dependencies: ["Events", "YAML", toml, crypto], swiftSettings: house),
    .target(name: "YAML", dependencies: ["CLibyaml"], swiftSettings: house),
    .target(name: "Names", dependencies: ["Events"], swiftSettings: house),
    .target(name: "Policies", dependencies: ["Events", "YAML"], swiftSettings: house),
    .target(
      name: "Monitoring", dependencies: ["Events", "Processes", "Servers", "Names", "Policies"],
      swiftSettings: house),
    .target(name: "Alerts", dependencies: ["Events", "Monitoring", crypto], swiftSettings: house),
    .target(name: "Sinks", swiftSettings: house),
    .target(name: "Discovery", dependencies: ["Events", "Kernel", "Servers"], swiftSettings: house),
    .executableTarget(
      name: "egret",
      dependencies: [
        "Events", "Kernel", "Processes", "Servers", "Names", "Policies", "Monitoring", "Alerts",
        "Sinks", "Discovery", crypto,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house,
      linkerSettings: [
        // One binary to copy. Foundation's own libraries are not found by the flag alone.
        .unsafeFlags(
          ["-static-stdlib", "-Xlinker", "--gc-sections", "-Xlinker", "-s"],
          .when(configuration: .release)),
        .linkedLibrary("_FoundationCShims", .when(configuration: .release)),
        .linkedLibrary("swiftSynchronization", .when(configuration: .release)),
        .linkedLibrary("_FoundationCollections", .when(configuration: .release)),
      ]),

    .testTarget(name: "EventsTests", dependencies: ["Events", "CWire"], swiftSettings: testing),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes", "Events"], swiftSettings: testing),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: testing),
    .testTarget(name: "ServersTests", dependencies: ["Servers", "Events"], swiftSettings: testing),
    .testTarget(name: "NamesTests", dependencies: ["Names", "Events"], swiftSettings: testing),
    .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Events"], swiftSettings: testing),
    .testTarget(name: "MonitoringTests", dependencies: ["Monitoring", "Events", "Processes", "Servers", "Names", "Policies"], swiftSettings: testing),
    .testTarget(name: "AlertsTests", dependencies: ["Alerts", "Events", "Monitoring"], swiftSettings: testing),
    .testTarget(name: "SinksTests", dependencies: ["Sinks"], swiftSettings: testing),
    .testTarget(name: "DiscoveryTests", dependencies: ["Discovery", "Events", "Kernel", "Servers"], swiftSettings: testing),
    .testTarget(name: "KernelTests", dependencies: ["Kernel", "CLibbpf", "Events"], swiftSettings: testing),
    .testTarget(name: "GoldenTests", dependencies: ["Events", "Monitoring", "Servers", "Policies", "Alerts"], exclude: ["Cases"], swiftSettings: testing),
    .testTarget(name: "CommandTests", dependencies: ["egret", "Alerts", "Discovery", "Kernel", "Events", "Monitoring", "Servers", "Sinks", "Policies", crypto], swiftSettings: testing),
    .testTarget(name: "LiveTests", dependencies: ["CLibbpf", "Kernel", "Events", "Monitoring", "Alerts"], swiftSettings: testing),
  ],
  swiftLanguageModes: [.v6]
)
