// SPDX-License-Identifier: Apache-2.0

internal import Events

/// An entry as a parser's process gives it. Whose file it stands in, and which client's, is not the parser's to say.
extension ServerEntry {
  /// A text of the file, and the home that a mark in it stands for.
  private static let textLimit = ConfigurationLimits.string + 4_096

  func encode(into encoder: inout ValueEncoder) {
    encoder.put(name)
    switch transport {
    case .stdio(let command):
      encoder.put(UInt8(0))
      encoder.put(command)
    case .remote(let url):
      encoder.put(UInt8(1))
      encoder.put(url)
    }
    encoder.put(scope.rawValue)
    encoder.put(count: line)
    encoder.put(workingDirectory)
    encoder.put(project)
    encoder.put(environment)
    encoder.put(implied)
    encoder.put(granted)
    encoder.put(proxies)
    encoder.put(isDisabled)
  }

  init(
    from decoder: inout ValueDecoder, file: String, source: ConfigurationSource
  ) throws(ValueDecoder.Fault) {
    let name: String = try decoder.text(most: ConfigurationLimits.name)
    let transport = try Self.transport(from: &decoder)
    guard !name.isEmpty, let scope = Scope(rawValue: try decoder.text(most: 16)),
      scope == source.scope || scope == .local
    else { throw .value }
    self.init(
      name: name, transport: transport, client: source.client, scope: scope, file: file,
      line: try decoder.count(), user: source.user,
      workingDirectory: try decoder.text(most: Self.textLimit),
      project: try decoder.text(most: Self.textLimit),
      environment: try decoder.texts(most: ConfigurationLimits.members, each: Self.textLimit),
      implied: try Self.endpoints(from: &decoder), granted: try Self.endpoints(from: &decoder),
      proxies: try Self.endpoints(from: &decoder), isDisabled: try decoder.flag())
  }

  private static func transport(
    from decoder: inout ValueDecoder
  ) throws(ValueDecoder.Fault) -> Transport {
    guard try decoder.byte() == 0 else { return .remote(url: try decoder.text(most: textLimit)) }
    let command = try decoder.texts(most: ConfigurationLimits.members, each: textLimit)
    if command.isEmpty { throw .value }
    return .stdio(command: command)
  }

  private static func endpoints(
    from decoder: inout ValueDecoder
  ) throws(ValueDecoder.Fault) -> [String] {
    try decoder.texts(most: ConfigurationLimits.members, each: 4_096)
  }
}
