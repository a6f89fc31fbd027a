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

let package = Package(
  name: "egret",
  products: [.executable(name: "egret", targets: ["egret"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // bpf/ is a target so that SwiftPM watches the folder; only wire.c is code for the host.
    .target(name: "CWire", path: "bpf", sources: ["wire.c"], publicHeadersPath: "include"),
    .plugin(name: "BPFCompiler", capability: .buildTool(), path: "Sources/BPFCompiler"),
    .plugin(name: "CatalogueEmbedder", capability: .buildTool(), path: "Sources/CatalogueEmbedder"),
    .target(name: "CLibbpf", linkerSettings: libbpf),
    .target(name: "CLibyaml", linkerSettings: [.linkedLibrary(":libyaml.a")]),

    .target(name: "Disclosure", swiftSettings: house),
    .target(name: "Events", dependencies: ["CWire", "Disclosure"], swiftSettings: house),
    .target(
      name: "Kernel", dependencies: ["CLibbpf", "CWire", "Events"], swiftSettings: house,
      plugins: ["BPFCompiler"]),
    .target(name: "Processes", dependencies: ["Events"], swiftSettings: house),
    .target(name: "Servers", dependencies: ["Disclosure", "Events", "YAML", crypto], swiftSettings: house),
    .target(name: "YAML", dependencies: ["CLibyaml"], swiftSettings: house),
    .target(name: "Names", dependencies: ["Events", crypto], swiftSettings: house),
    .target(
      name: "Policies", dependencies: ["Disclosure", "Events", "YAML"], swiftSettings: house,
      plugins: ["CatalogueEmbedder"]),
    .target(
      name: "Monitoring",
      dependencies: ["Disclosure", "Events", "Processes", "Servers", "Names", "Policies"],
      swiftSettings: house),
    .target(name: "Alerts", dependencies: ["Disclosure", "Events", "Monitoring", crypto], swiftSettings: house),
    .target(name: "Sinks", swiftSettings: house),
    .target(name: "Discovery", dependencies: ["Disclosure", "Events", "Kernel", "Servers"], swiftSettings: house),
    .executableTarget(
      name: "egret",
      dependencies: [
        "Events", "Kernel", "Processes", "Servers", "Names", "Policies", "Monitoring", "Alerts",
        "Sinks", "Disclosure", "Discovery", crypto,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house,
      linkerSettings: [
        // One binary to copy. FoundationEssentials' own libraries are not found by the flag alone.
        // Nothing looks up its symbols by name; packed relocations need glibc 2.36, Debian 12's.
        .unsafeFlags(
          [
            "-static-stdlib", "-use-ld=bfd", "-Xlinker", "--gc-sections", "-Xlinker", "-s",
            "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
            "-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now",
          ],
          .when(configuration: .release)),
        .linkedLibrary("_FoundationCShims", .when(configuration: .release)),
        .linkedLibrary("swiftSynchronization", .when(configuration: .release)),
        .linkedLibrary("_FoundationCollections", .when(configuration: .release)),
      ]),

    .testTarget(name: "DisclosureTests", dependencies: ["Disclosure"], exclude: ["Cases.ndjson"], swiftSettings: testing),
    // The parsers' fuzzer (scripts/fuzz), here so that it is built with the tests and sees what is
    // `package`.
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Disclosure", "Events", "Kernel", "Servers", "Names", "Policies", "Monitoring", "Alerts", "TestKit",
      ],
      path: "Fuzz", exclude: ["Corpus", "README.md"], swiftSettings: house),

    .target(name: "TestKit", dependencies: ["CWire", "Events"], path: "Tests/TestKit", swiftSettings: testing),
    .testTarget(name: "EventsTests", dependencies: ["Events", "CWire", "TestKit"], swiftSettings: testing),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes", "Events"], swiftSettings: testing),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: testing),
    .testTarget(name: "ServersTests", dependencies: ["Servers", "Events", "TestKit"], swiftSettings: testing),
    .testTarget(name: "NamesTests", dependencies: ["Names", "Events", "TestKit"], swiftSettings: testing),
    .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Events", "YAML"], swiftSettings: testing),
    .testTarget(name: "MonitoringTests", dependencies: ["Monitoring", "Events", "Processes", "Servers", "Names", "Policies", "TestKit"], swiftSettings: testing),
    .testTarget(name: "AlertsTests", dependencies: ["Alerts", "Events", "Monitoring"], swiftSettings: testing),
    .testTarget(name: "SinksTests", dependencies: ["Sinks", "TestKit"], swiftSettings: testing),
    .testTarget(name: "DiscoveryTests", dependencies: ["Discovery", "Events", "Kernel", "Servers", "TestKit"], swiftSettings: testing),
    .testTarget(name: "KernelTests", dependencies: ["Kernel", "CLibbpf", "CWire", "Events", "TestKit"], swiftSettings: testing),
    .testTarget(name: "GoldenTests", dependencies: ["Events", "Monitoring", "Servers", "Policies", "Alerts", "TestKit"], exclude: ["Cases"], swiftSettings: testing),
    .testTarget(name: "CommandTests", dependencies: ["egret", "Alerts", "Disclosure", "Discovery", "Kernel", "Events", "Monitoring", "Servers", "Sinks", "Policies", "TestKit", crypto, .product(name: "ArgumentParser", package: "swift-argument-parser")], exclude: ["Help", "Lists"], swiftSettings: testing),
    .testTarget(name: "LiveTests", dependencies: ["CLibbpf", "CWire", "Kernel", "Events", "Monitoring", "Alerts", "TestKit"], swiftSettings: testing),
  ],
  swiftLanguageModes: [.v6]
)
