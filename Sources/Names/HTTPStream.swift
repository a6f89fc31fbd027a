// SPDX-License-Identifier: Apache-2.0

/// The requests of an HTTP/1 connection, one after another: bodies are passed over, so of them the
/// bytes need not be there. Bounded by one head.
struct HTTPStream: Sendable {
  private enum State {
    /// A head is collected.
    case head
    case body(left: UInt64)
    /// The line that says how long the next chunk is.
    case chunkSize
    case chunk(left: UInt64)
    /// Lines behind the last chunk, up to an empty one.
    case trailer
    /// Where the next request begins is not known: it may be where a segment does.
    case lost
    /// What follows is another protocol's: behind CONNECT, or not understood.
    case end
  }

  /// What the kernel side takes of a request.
  private static let headLimit = 4_096
  private static let lineLimit = 256
  private static let beginning = 32
  private static let lineEnd = UInt8(ascii: "\n")

  private var state = State.head
  private var bytes: [UInt8] = []
  /// A CONNECT was seen: the bytes that follow belong to what is behind the proxy.
  private(set) var isTunnel = false
  /// A request was for a proxy: others may follow, and each says where it goes.
  private var isOfProxy = false

  /// Bytes that wait for others.
  var held: Int { bytes.count }

  var isAtEnd: Bool { if case .end = state { true } else { false } }

  /// How many of the next bytes say nothing.
  var passable: UInt64 {
    switch state {
    case .body(let left), .chunk(let left): left
    case .head, .chunkSize, .trailer: 0
    case .lost, .end: .max
    }
  }

  /// Bytes that were not captured: those of a body are not missed. A head that they stand in says what
  /// its lines before them do.
  mutating func pass(_ count: UInt64) -> HTTPRequest? {
    guard count > passable else {
      skip(count)
      return nil
    }
    if let request = breakOff() { return request }
    lose()
    return nil
  }

  /// Bytes follow that will not come: a head that has begun says what came of it.
  mutating func breakOff() -> HTTPRequest? {
    guard case .head = state, !bytes.isEmpty else { return nil }
    return cutHead()
  }

  /// The requests whose heads end in these bytes; `rest` is what stands behind a CONNECT.
  mutating func take(_ input: ArraySlice<UInt8>) -> (
    requests: [HTTPRequest], rest: ArraySlice<UInt8>
  ) {
    var (rest, requests) = (input, [HTTPRequest]())
    if case .lost = state { find(rest) }
    while !rest.isEmpty {
      switch state {
      case .end: return (requests, rest)
      case .lost: return (requests, [])
      case .body(let left), .chunk(let left):
        let count = min(left, UInt64(rest.count))
        rest = rest.dropFirst(Int(count))
        skip(count)
      case .head: if let request = takeHead(&rest) { requests.append(request) }
      case .chunkSize: takeChunkSize(&rest)
      case .trailer: takeTrailer(&rest)
      }
    }
    return (requests, rest)
  }

  private mutating func skip(_ count: UInt64) {
    switch state {
    case .body(let left): state = left > count ? .body(left: left - count) : .head
    case .chunk(let left): state = left > count ? .chunk(left: left - count) : .chunkSize
    case .head, .chunkSize, .trailer, .lost, .end: return
    }
  }

  private mutating func lose() {
    bytes = []
    state = isOfProxy ? .lost : .end
  }

  /// A request to a proxy, at the beginning of a segment.
  private mutating func find(_ segment: ArraySlice<UInt8>) {
    guard case .found(let request) = HTTPRequest.parse(segment, isCut: true),
      request.target != nil
    else { return }
    state = .head
  }

  /// What the lines say that came before the head broke off.
  private mutating func cutHead() -> HTTPRequest? {
    guard case .found(let request) = HTTPRequest.parse(bytes[...], isCut: true) else {
      lose()
      return nil
    }
    note(request)
    if !isTunnel { lose() }
    return request
  }

  private mutating func note(_ request: HTTPRequest) {
    bytes = []
    isTunnel = request.method == "CONNECT"
    if request.target != nil { isOfProxy = true }
    if isTunnel { state = .end }
  }

  /// The next line with its end, as long as `limit` allows; nil where it has not come.
  private mutating func takeLine(_ rest: inout ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    let line = rest.prefix { $0 != Self.lineEnd }
    let isWhole = line.endIndex < rest.endIndex
    bytes += rest[..<(isWhole ? line.endIndex + 1 : line.endIndex)]
    rest = rest.dropFirst(line.count + (isWhole ? 1 : 0))
    if bytes.count > limit { lose() }
    guard isWhole, bytes.count <= limit else { return nil }
    defer { bytes = [] }
    return bytes
  }

  private mutating func takeHead(_ rest: inout ArraySlice<UInt8>) -> HTTPRequest? {
    while !rest.isEmpty {
      let byte = rest.removeFirst()
      // Empty lines before a request are passed over (RFC 9112, section 2.2).
      if bytes.isEmpty, byte == Self.lineEnd || byte == UInt8(ascii: "\r") { continue }
      bytes.append(byte)
      if byte == Self.lineEnd, endsHead { return finishHead() }
      if bytes.count >= Self.headLimit { return cutHead() }
    }
    // The method shows at once what is no request; the rest is looked at when it is whole.
    let isBeginning = !bytes.isEmpty && bytes.count <= Self.beginning
    if isBeginning, HTTPRequest.parse(bytes[...]) == .foreign { lose() }
    return nil
  }

  /// The last line is empty.
  private var endsHead: Bool {
    let before = bytes.dropLast()
    let end = before.last == UInt8(ascii: "\r") ? before.dropLast() : before
    return end.last == Self.lineEnd
  }

  private mutating func finishHead() -> HTTPRequest? {
    guard case .found(let request) = HTTPRequest.parse(bytes[...]) else {
      lose()
      return nil
    }
    note(request)
    switch request.body {
    case _ where isTunnel: break
    case .unknown: lose()
    case .chunked: state = .chunkSize
    case .length(let length): state = length == 0 ? .head : .body(left: length)
    }
    return request
  }

  /// `chunk-size [ chunk-ext ] CRLF` (RFC 9112, section 7.1). The data's own line end counts with it.
  private mutating func takeChunkSize(_ rest: inout ArraySlice<UInt8>) {
    guard let line = takeLine(&rest, limit: Self.lineLimit) else { return }
    let digits = line.prefix { Character(UnicodeScalar($0)).isHexDigit }
    guard digits.count <= 15, let size = UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      // The line end behind a chunk stands alone.
      if !line.allSatisfy({ $0 == Self.lineEnd || $0 == UInt8(ascii: "\r") }) { lose() }
      return
    }
    state = size == 0 ? .trailer : .chunk(left: size)
  }

  private mutating func takeTrailer(_ rest: inout ArraySlice<UInt8>) {
    guard let line = takeLine(&rest, limit: Self.headLimit) else { return }
    if line.allSatisfy({ $0 == Self.lineEnd || $0 == UInt8(ascii: "\r") }) { state = .head }
  }
}
