// SPDX-License-Identifier: Apache-2.0

/// Rows of one table of an SQLite database file: what its format's description calls a table b-tree
/// (sqlite.org/fileformat2.html), and nothing else of the format.
///
/// The database is a user's, and so hostile: nothing is executed, every page is looked at once, and pages,
/// rows and bytes of a row are bounded. That is a few pages of code; the library would bring an
/// interpreter for what the file says into a process of root's.
struct SQLiteReader {
  enum Failure: Error { case notADatabase, damaged, tooLarge, noTable }

  enum Value: Hashable { case null, integer(Int64), text(String), other }

  private static let pageLimit = 4_096
  private static let rowLimit = 2_000
  /// Bytes of all rows: cells may lie on each other.
  private static let payloadLimit = 16 << 20

  private let bytes: [UInt8]
  private let pageSize: Int
  /// Bytes of a page that are the format's own.
  private let usable: Int

  /// The rows, each in the order of the table's columns.
  static func rows(of table: String, in bytes: [UInt8]) throws(Failure) -> [[Value]] {
    let reader = try SQLiteReader(bytes)
    let schema = try reader.rows(from: 1)
    let found = schema.first { row in
      row.count >= 4 && row[0] == .text("table") && row[1] == .text(table)
    }
    guard let found, case .integer(let root) = found[3] else { throw .noTable }
    return try reader.rows(from: Int(clamping: root))
  }

  private init(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count >= 512, bytes.starts(with: "SQLite format 3\0".utf8) else {
      throw .notADatabase
    }
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    pageSize = size == 1 ? 65_536 : size
    usable = pageSize - Int(bytes[20])
    // UTF-8 alone: what every driver writes unless it is told otherwise.
    guard pageSize >= 512, pageSize & (pageSize - 1) == 0, usable >= 480, bytes[59] <= 1 else {
      throw .notADatabase
    }
    self.bytes = bytes
  }

  /// Nothing that the file says is looked up without this.
  private func number(at place: Int, _ count: Int) throws(Failure) -> Int {
    guard place >= 0, place + count <= bytes.count else { throw .damaged }
    return bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Seven bits a byte, the ninth whole; and where it ends.
  private func variable(at place: Int) throws(Failure) -> (value: Int, end: Int) {
    var value: UInt64 = 0
    for index in 0..<9 {
      let byte = try number(at: place + index, 1)
      if index == 8 { return (Int(truncatingIfNeeded: value << 8 | UInt64(byte)), place + 9) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { return (Int(truncatingIfNeeded: value), place + index + 1) }
    }
    throw .damaged
  }
}

// MARK: - Pages

extension SQLiteReader {
  /// All rows below a page, in order.
  private func rows(from root: Int) throws(Failure) -> [[Value]] {
    var rows: [[Value]] = []
    var left = Self.payloadLimit
    var waiting = [root]
    var seen: Set<Int> = []
    while let page = waiting.popLast() {
      guard seen.insert(page).inserted else { throw .damaged }
      guard seen.count <= Self.pageLimit else { throw .tooLarge }
      let start = try start(of: page)
      let header = start + (page == 1 ? 100 : 0)
      let cells = try cells(header, page: start)
      switch try number(at: header, 1) {
      case 0x0D:
        for cell in cells {
          guard rows.count < Self.rowLimit else { throw .tooLarge }
          rows.append(try row(at: cell, left: &left))
        }
      case 0x05:
        waiting.append(try number(at: header + 8, 4))
        for cell in cells.reversed() { waiting.append(try number(at: cell, 4)) }
      default: throw .damaged
      }
    }
    return rows
  }

  private func start(of page: Int) throws(Failure) -> Int {
    guard page >= 1, page <= bytes.count / pageSize else { throw .damaged }
    return (page - 1) * pageSize
  }

  private func cells(_ header: Int, page: Int) throws(Failure) -> [Int] {
    let isInterior = try number(at: header, 1) == 0x05
    let count = try number(at: header + 3, 2)
    guard count <= pageSize / 2 else { throw .damaged }
    var cells: [Int] = []
    for index in 0..<count {
      cells.append(page + (try number(at: header + (isInterior ? 12 : 8) + 2 * index, 2)))
    }
    return cells
  }

  /// A leaf's cell: the payload's size, the row's number, and the payload, which may go on elsewhere.
  private func row(at cell: Int, left: inout Int) throws(Failure) -> [Value] {
    let (size, second) = try variable(at: cell)
    let (_, begin) = try variable(at: second)
    guard size >= 0, size <= left else { throw .tooLarge }
    left -= size
    let most = usable - 35
    let least = (usable - 12) * 32 / 255 - 23
    let rest = least + (size - least) % (usable - 4)
    let local = size <= most ? size : rest <= most ? rest : least
    guard begin + local <= bytes.count else { throw .damaged }
    var payload = Array(bytes[begin..<(begin + local)])
    if local < size {
      try overflow(from: try number(at: begin + local, 4), size: size, into: &payload)
    }
    return try Self.values(payload)
  }

  private func overflow(from first: Int, size: Int, into payload: inout [UInt8]) throws(Failure) {
    var page = first
    while payload.count < size {
      let start = try start(of: page)
      let count = min(size - payload.count, usable - 4)
      payload += bytes[(start + 4)..<(start + 4 + count)]
      page = try number(at: start, 4)
    }
  }
}

// MARK: - Records

extension SQLiteReader {
  private static func values(_ payload: [UInt8]) throws(Failure) -> [Value] {
    let record = SQLiteReader(record: payload)
    let (size, first) = try record.variable(at: 0)
    guard size <= payload.count, size > 0 else { throw .damaged }
    var values: [Value] = []
    var place = first
    var data = size
    while place < size {
      let (kind, next) = try record.variable(at: place)
      let (value, length) = try record.value(kind, at: data)
      values.append(value)
      data += length
      place = next
    }
    return values
  }

  private init(record: [UInt8]) {
    bytes = record
    pageSize = record.count
    usable = record.count
  }

  private func value(_ kind: Int, at place: Int) throws(Failure) -> (Value, Int) {
    switch kind {
    case 0: return (.null, 0)
    case 1...6:
      let length = [1, 2, 3, 4, 6, 8][kind - 1]
      let raw = UInt64(bitPattern: Int64(try number(at: place, length)))
      let shift = 64 - 8 * UInt64(length)
      return (.integer(Int64(bitPattern: raw << shift) >> Int64(shift)), length)
    case 7: return (.other, 8)
    case 8, 9: return (.integer(Int64(kind - 8)), 0)
    case 12...:
      let length = (kind - 12) / 2
      guard place + length <= bytes.count else { throw .damaged }
      let text = String(decoding: bytes[place..<(place + length)], as: UTF8.self)
      return (kind & 1 == 1 ? .text(text) : .other, length)
    default: throw .damaged
    }
  }
}
