// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// What Egret costs. A package of its own, so that Egret's build does not know it; the rooms that it
/// times come in by link, because their interfaces are `package`. `scripts/bench` builds and runs it.
let house: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "egret-benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .target(name: "CWire", path: "Rooms/bpf", sources: ["wire.c"], publicHeadersPath: "include"),
    .target(name: "Disclosure", path: "Rooms/Disclosure", swiftSettings: house),
    .target(
      name: "Events", dependencies: ["CWire", "Disclosure"], path: "Rooms/Events",
      swiftSettings: house),
    .target(
      name: "Processes", dependencies: ["Events"], path: "Rooms/Processes", swiftSettings: house),
    .target(
      name: "CLibyaml", path: "Rooms/CLibyaml", linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .target(name: "YAML", dependencies: ["CLibyaml"], path: "Rooms/YAML", swiftSettings: house),
    .target(
      name: "Servers", dependencies: ["Disclosure", "Events", "YAML", crypto], path: "Rooms/Servers",
      swiftSettings: house),
    .target(
      name: "Names", dependencies: ["Events", crypto], path: "Rooms/Names", swiftSettings: house),
    .target(
      name: "Policies", dependencies: ["Disclosure", "Events", "YAML"], path: "Rooms/Policies",
      swiftSettings: house),
    .target(
      name: "Monitoring",
      dependencies: ["Disclosure", "Events", "Processes", "Servers", "Names", "Policies"],
      path: "Rooms/Monitoring", swiftSettings: house),
    .target(
      name: "Alerts", dependencies: ["Disclosure", "Events", "Monitoring", crypto], path: "Rooms/Alerts",
      swiftSettings: house),
    .target(name: "CAllocations"),
    .executableTarget(
      name: "rooms",
      dependencies: [
        "Alerts", "CAllocations", "CWire", "Disclosure", "Events", "Monitoring", "Names", "Policies", "Servers",
        "YAML",
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
