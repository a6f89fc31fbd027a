// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// A seeded mutation fuzzer for what reads hostile bytes. A package of its own, so that Egret's
/// build does not know it; the rooms it feeds come in by link, because their interfaces are
/// `package`.
let house: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "egret-fuzz",
  targets: [
    .target(name: "CWire", path: "Rooms/bpf", sources: ["wire.c"], publicHeadersPath: "include"),
    .target(name: "Disclosure", path: "Rooms/Disclosure", swiftSettings: house),
    .target(
      name: "Events", dependencies: ["CWire", "Disclosure"], path: "Rooms/Events",
      swiftSettings: house),
    .target(name: "Names", dependencies: ["Events"], path: "Rooms/Names", swiftSettings: house),
    .target(
      name: "Processes", dependencies: ["Events"], path: "Rooms/Processes", swiftSettings: house),
    .executableTarget(
      name: "fuzz", dependencies: ["Events", "Names", "Processes"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
