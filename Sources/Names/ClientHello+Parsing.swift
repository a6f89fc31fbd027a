// SPDX-License-Identifier: Apache-2.0

/// Reads a ClientHello.
extension ClientHello {
  private static let handshakeRecord = 22
  private static let majorVersion = 3
  private static let recordLimit = 16_384
  private static let recordCount = 512
  private static let clientHello = 1
  private static let helloLimit = 65_536
  private static let serverNameExtension = 0
  private static let encryptedExtension = 0xfe0d
  private static let hostName = 0

  /// A handshake message, of which the end may be missing.
  private struct Handshake {
    var body: ArraySlice<UInt8>
    var isWhole: Bool
  }

  /// The first bytes of a connection. With `isCut` no more will come, and a name that stands in
  /// what came is found.
  package static func parse(
    _ bytes: ArraySlice<UInt8>, isCut: Bool = false
  ) -> Reading<ClientHello> {
    switch fragments(bytes) {
    case .incomplete: return .incomplete
    case .foreign: return .foreign
    case .found(let message): return parse(handshake: message, isCut: isCut)
    }
  }

  /// The handshake message without records around it, as QUIC's CRYPTO frames carry it (RFC 9001,
  /// section 4.1.3).
  package static func parse(handshake message: [UInt8], isCut: Bool = false) -> Reading<ClientHello>
  {
    guard let hello = handshake(message) else { return .foreign }
    if !hello.isWhole, !isCut { return .incomplete }
    return body(hello)
  }

  /// The handshake message's bytes from the records they are spread over:
  /// `ContentType(8) legacy_record_version(16) length(16) fragment` (RFC 8446, section 5.1).
  private static func fragments(_ bytes: ArraySlice<UInt8>) -> Reading<[UInt8]> {
    var cursor = ByteCursor(bytes)
    var message: [UInt8] = []
    for _ in 0..<recordCount {
      guard fitsRecord(cursor.rest) else { return .foreign }
      guard cursor.take(3) != nil, let length = cursor.number(bytes: 2) else { break }
      guard (1...recordLimit).contains(length) else { return .foreign }
      let whole = cursor.take(length)
      message += whole ?? cursor.rest
      if whole == nil || handshake(message)?.isWhole != false { break }
    }
    return message.count < 4 && fitsHello(message) ? .incomplete : .found(message)
  }

  private static func fitsRecord(_ bytes: ArraySlice<UInt8>) -> Bool {
    let type = bytes.first.map { Int($0) == handshakeRecord } ?? true
    let version = bytes.dropFirst().first.map { Int($0) == majorVersion } ?? true
    return type && version
  }

  private static func fitsHello(_ message: [UInt8]) -> Bool {
    message.first.map { Int($0) == clientHello } ?? true
  }

  /// `HandshakeType(8) length(24) body` (RFC 8446, section 4); nil for another message.
  private static func handshake(_ message: [UInt8]) -> Handshake? {
    guard fitsHello(message) else { return nil }
    var cursor = ByteCursor(message[...])
    guard cursor.take(1) != nil, let length = cursor.number(bytes: 3) else {
      return Handshake(body: [], isWhole: false)
    }
    guard length <= helloLimit else { return nil }
    let whole = cursor.take(length)
    return Handshake(body: whole ?? cursor.rest, isWhole: whole != nil)
  }

  /// `legacy_version(16) random(256) session_id<8> cipher_suites<16> compression<8> extensions<16>`
  /// (RFC 8446, section 4.1.2).
  private static func body(_ hello: Handshake) -> Reading<ClientHello> {
    var cursor = ByteCursor(hello.body)
    guard cursor.take(2 + 32) != nil, cursor.vector(lengthBytes: 1) != nil,
      cursor.vector(lengthBytes: 2) != nil, cursor.vector(lengthBytes: 1) != nil
    else { return hello.isWhole ? .foreign : .incomplete }
    if hello.isWhole, cursor.rest.isEmpty { return .found(ClientHello(serverName: nil)) }
    guard let length = cursor.number(bytes: 2) else {
      return hello.isWhole ? .foreign : .incomplete
    }
    let list = cursor.take(length)
    if hello.isWhole, list == nil { return .foreign }
    return extensions(list ?? cursor.rest, isWhole: list != nil)
  }

  /// `extension_type(16) extension_data<16>`, until they end.
  private static func extensions(
    _ list: ArraySlice<UInt8>, isWhole: Bool
  ) -> Reading<ClientHello> {
    var cursor = ByteCursor(list)
    var hello = ClientHello(serverName: nil)
    while !cursor.rest.isEmpty {
      guard let type = cursor.number(bytes: 2), let data = cursor.vector(lengthBytes: 2) else {
        if isWhole { return .foreign }
        break
      }
      if type == encryptedExtension { hello.isEncrypted = true }
      guard type == serverNameExtension, hello.serverName == nil else { continue }
      guard let name = serverName(data) else { return .foreign }
      hello.serverName = name
    }
    return isWhole || hello.serverName != nil ? .found(hello) : .incomplete
  }

  /// `server_name_list<16>` of `name_type(8) host_name<16>`: its first host name.
  private static func serverName(_ data: ArraySlice<UInt8>) -> String? {
    var outer = ByteCursor(data)
    guard let list = outer.vector(lengthBytes: 2), outer.rest.isEmpty else { return nil }
    var cursor = ByteCursor(list)
    while let type = cursor.number(bytes: 1), let name = cursor.vector(lengthBytes: 2) {
      if type == hostName { return HostText.text(name) }
    }
    return nil
  }
}
