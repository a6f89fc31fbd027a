// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a resolver daemon keeps in its cache, as the queries and answers that put it there.
///
/// systemd-resolved's dump is JSON, and each record in it stands in wire format, uncompressed, as Base64
/// under `raw`: nothing else of it is read. Bounded.
package enum CachedAnswers {
  package struct Exchange: Hashable, Sendable {
    package var query: [UInt8]
    package var answer: [UInt8]
  }

  private static let exchangeLimit = 4_096
  private static let recordLimit = 16_384
  private static let chainLimit = 8
  private static let addressLimit = 32
  private static let mark = Array(#""raw":""#.utf8)

  /// A record: whose it is, and all of its bytes.
  private struct Record {
    var owner: [UInt8]
    var type: UInt16
    var target: [UInt8]
    var bytes: [UInt8]
  }

  package static func exchanges(inDump dump: [UInt8]) -> [Exchange] {
    let records = raws(dump).compactMap(record)
    var found: [Exchange] = []
    for type in [DNSType.a, .aaaa].map(\.number) {
      let addresses = Dictionary(grouping: records.filter { $0.type == type }, by: \.owner)
      var aliases: [[UInt8]: Record] = [:]
      for record in records where record.type == DNSType.cname.number {
        aliases[record.owner] = record
      }
      for owner in Set(addresses.keys).union(aliases.keys).sorted(by: {
        $0.lexicographicallyPrecedes($1)
      }) {
        guard found.count < exchangeLimit else { return found }
        if let path = path(from: owner, aliases, addresses) {
          found.append(exchange(owner, type, path))
        }
      }
    }
    return found
  }

  /// The aliases on the way to addresses, and these; nil where none are there.
  private static func path(
    from owner: [UInt8], _ aliases: [[UInt8]: Record], _ addresses: [[UInt8]: [Record]]
  ) -> [Record]? {
    var (path, owner): ([Record], [UInt8]) = ([], owner)
    while path.count <= chainLimit {
      if let found = addresses[owner] { return path + found.prefix(addressLimit) }
      guard let alias = aliases[owner] else { return nil }
      path.append(alias)
      owner = alias.target
    }
    return nil
  }

  private static func exchange(_ owner: [UInt8], _ type: UInt16, _ path: [Record]) -> Exchange {
    let question = owner + [UInt8(type >> 8), UInt8(type & 0xff), 0, 1]
    let head: [UInt8] = [0, 0, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]
    let answered: [UInt8] = [0, 0, 0x81, 0x80, 0, 1, 0, UInt8(path.count), 0, 0, 0, 0]
    return Exchange(
      query: head + question, answer: answered + question + path.flatMap(\.bytes))
  }

  // MARK: Reading

  /// The Base64 behind each mark. In a text of the dump the quotes would be escaped.
  private static func raws(_ dump: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var rest = dump[...]
    while found.count < recordLimit, let start = rest.firstRange(of: mark)?.upperBound {
      let text = rest[start...].prefix { $0 != UInt8(ascii: "\"") }
      if let bytes = Base64.decode(text) { found.append(bytes) }
      rest = rest[text.endIndex...]
    }
    return found
  }

  /// nil for what is no address or alias of class IN (RFC 1035, section 3.2.1).
  private static func record(_ bytes: [UInt8]) -> Record? {
    guard let owner = name(bytes[...]) else { return nil }
    let head = bytes.dropFirst(owner.count).prefix(10)
    guard head.count == 10 else { return nil }
    func number(_ at: Int) -> Int {
      Int(head[head.startIndex + at]) << 8 | Int(head[head.startIndex + at + 1])
    }
    let data = bytes.dropFirst(owner.count + 10)
    guard number(2) == 1, number(8) == data.count else { return nil }
    let type = UInt16(number(0))
    let target = type == DNSType.cname.number ? name(data) : []
    guard let target else { return nil }
    return Record(owner: owner, type: type, target: target, bytes: bytes)
  }

  /// The labels up to the root, in lower case; nil where they do not end, or one is a pointer.
  private static func name(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var name: [UInt8] = []
    var rest = bytes
    while let size = rest.first, size < 64, rest.count > Int(size), name.count < 255 {
      name += rest.prefix(Int(size) + 1).map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
      if size == 0 { return name }
      rest = rest.dropFirst(Int(size) + 1)
    }
    return nil
  }
}
