// SPDX-License-Identifier: Apache-2.0

/// Reads the head of an HTTP request.
extension HTTPRequest {
  private static let headLimit = 8_192
  private static let methodLimit = 20
  private static let hostLimit = 4
  private static let lineEnd = UInt8(ascii: "\n")

  /// The first bytes of a connection. With `isCut` no more will come, and what the lines that came
  /// whole say is found.
  package static func parse(
    _ bytes: ArraySlice<UInt8>, isCut: Bool = false
  ) -> Reading<HTTPRequest> {
    let head = bytes.prefix(headLimit)
    guard fitsMethod(head) else { return .foreign }
    guard let end = head.firstIndex(of: lineEnd) else {
      return head.count == headLimit || isCut ? .foreign : .incomplete
    }
    guard var request = requestLine(trimmed(head[..<end])) else { return .foreign }
    let isWhole = request.readFields(head[(end + 1)...])
    if isWhole || isCut { return .found(request) }
    return head.count == headLimit ? .foreign : .incomplete
  }

  /// A method in capitals and a blank, as far as the bytes go.
  private static func fitsMethod(_ head: ArraySlice<UInt8>) -> Bool {
    let method = head.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    guard method.count <= methodLimit else { return false }
    if method.count == head.count { return true }
    return !method.isEmpty && head[method.endIndex] == UInt8(ascii: " ")
  }

  /// `method SP target SP HTTP/1.x` (RFC 9112, section 3).
  private static func requestLine(_ line: ArraySlice<UInt8>) -> HTTPRequest? {
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), words[2].count == 8 else {
      return nil
    }
    let method = String(decoding: words[0], as: UTF8.self)
    var request = HTTPRequest(method: method, hosts: [])
    request.readTarget(words[1])
    return request
  }

  /// The authority form and the absolute form; the origin form names no host.
  private mutating func readTarget(_ text: ArraySlice<UInt8>) {
    if method == "CONNECT" {
      target = HostText.host(ofAuthority: text)
      port = HostText.port(ofAuthority: text)
      return
    }
    guard text.first != UInt8(ascii: "/"), let colon = text.firstIndex(of: UInt8(ascii: ":")),
      text[colon...].starts(with: "://".utf8)
    else { return }
    let scheme = String(decoding: text[..<colon].prefix(8).map { $0 | 0x20 }, as: UTF8.self)
    let authority = text[(colon + 3)...].prefix { !"/?#".utf8.contains($0) }
    target = HostText.host(ofAuthority: authority)
    port = HostText.port(ofAuthority: authority) ?? Self.ports[scheme]
  }

  private static let ports: [String: UInt16] = [
    "http": 80, "ws": 80, "https": 443, "wss": 443, "ftp": 21,
  ]

  /// `name: value` lines; whether the empty one that ends them came.
  private mutating func readFields(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let end = rest.firstIndex(of: Self.lineEnd) {
      let line = Self.trimmed(rest[..<end])
      if line.isEmpty { return true }
      readField(line)
      rest = rest[(end + 1)...]
    }
    return false
  }

  private mutating func readField(_ line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let value = Self.trimmed(line[(colon + 1)...])
    switch String(decoding: line[..<colon].prefix(24).map { $0 | 0x20 }, as: UTF8.self) {
    case "host":
      guard hosts.count < Self.hostLimit, let host = HostText.host(ofAuthority: value) else {
        return
      }
      hosts.append(host)
    case "content-length": readLength(value)
    case "transfer-encoding":
      let coding = String(decoding: value.prefix(64).map { $0 | 0x20 }, as: UTF8.self)
      body = body == .length(0) && coding.hasSuffix("chunked") ? .chunked : .unknown
    default: return
    }
  }

  /// RFC 9112, section 6.3: two lengths that differ, or one beside a coding, are an attack.
  private mutating func readLength(_ value: ArraySlice<UInt8>) {
    let digits = value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits, let length = UInt64(String(decoding: value.prefix(20), as: UTF8.self)),
      value.count <= 20, body == .length(0) || body == .length(length)
    else {
      body = .unknown
      return
    }
    body = .length(length)
  }

  /// Without blanks, tabs and the carriage return around it.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, isBlank(last) { line.removeLast() }
    return line.drop(while: isBlank)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}
