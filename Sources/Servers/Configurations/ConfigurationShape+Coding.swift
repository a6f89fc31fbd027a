// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A shape as bytes for a parser's process.
extension ConfigurationShape {
  /// Those without places, by their number.
  private static let plain: [ConfigurationShape] = [
    .claudeCode, .pluginManifest, .visualStudioCode, .visualStudioCodeNested, .continueDev, .goose,
    .openHands, .byProject, .projects, .toolHive, .jetBrains, .dockerProfiles, .dockerCatalogue,
  ]

  func encode(into encoder: inout ValueEncoder) {
    switch self {
    case .map(let places): Self.encode(0, places, into: &encoder)
    case .mapOrFlat(let places): Self.encode(1, places, into: &encoder)
    case .list(let places): Self.encode(2, places, into: &encoder)
    case .claudeCode, .pluginManifest, .visualStudioCode, .visualStudioCodeNested, .continueDev,
      .goose, .openHands, .byProject, .projects, .toolHive, .jetBrains, .dockerProfiles,
      .dockerCatalogue:
      encoder.put(UInt8(3 + (Self.plain.firstIndex(of: self) ?? 0)))
    }
  }

  private static func encode(
    _ kind: UInt8, _ places: [[String]], into encoder: inout ValueEncoder
  ) {
    encoder.put(kind)
    encoder.put(places) { $0.put($1) }
  }

  init(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) {
    let kind = try decoder.byte()
    switch kind {
    case 0: self = .map(under: try Self.places(from: &decoder))
    case 1: self = .mapOrFlat(under: try Self.places(from: &decoder))
    case 2: self = .list(under: try Self.places(from: &decoder))
    default:
      let index = Int(kind) - 3
      guard Self.plain.indices.contains(index) else { throw .value }
      self = Self.plain[index]
    }
  }

  private static func places(
    from decoder: inout ValueDecoder
  ) throws(ValueDecoder.Fault) -> [[String]] {
    try decoder.list(most: 64) { decoder throws(ValueDecoder.Fault) in
      try decoder.texts(most: 64, each: 256)
    }
  }
}
