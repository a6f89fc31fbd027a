// SPDX-License-Identifier: Apache-2.0

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
      return head.count == headLimit ? .foreign : .incomplete
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
    return HTTPRequest(method: method, target: host(ofTarget: words[1], method: method), hosts: [])
  }

  /// Of the authority form and the absolute form; the origin form names no host.
  private static func host(ofTarget target: ArraySlice<UInt8>, method: String) -> String? {
    if method == "CONNECT" { return HostText.host(ofAuthority: target) }
    guard target.first != UInt8(ascii: "/"), let colon = target.firstIndex(of: UInt8(ascii: ":")),
      target[colon...].starts(with: "://".utf8)
    else { return nil }
    let authority = target[(colon + 3)...].prefix { !"/?#".utf8.contains($0) }
    return HostText.host(ofAuthority: authority)
  }

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
    guard hosts.count < Self.hostLimit, let colon = line.firstIndex(of: UInt8(ascii: ":")),
      line[..<colon].map({ $0 | 0x20 }) == Array("host".utf8),
      let host = HostText.host(ofAuthority: Self.trimmed(line[(colon + 1)...]))
    else { return }
    hosts.append(host)
  }

  /// Without blanks, tabs and the carriage return around it.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, isBlank(last) { line.removeLast() }
    return line.drop(while: isBlank)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}
