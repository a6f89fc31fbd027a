// SPDX-License-Identifier: Apache-2.0

/// What a program's one-letter options carry.
struct ShortOption: OptionSet {
  let rawValue: UInt16

  /// `-pVALUE`
  static let gluedP = ShortOption(rawValue: 1)
  /// `-p VALUE`
  static let lonelyP = ShortOption(rawValue: 2)
  /// `-a VALUE`
  static let lonelyA = ShortOption(rawValue: 4)
  /// `-wVALUE`, `-w VALUE`
  static let lowerW = ShortOption(rawValue: 8)
  /// `-PVALUE`, `-P VALUE`
  static let upperP = ShortOption(rawValue: 16)
  /// `-k VALUE`
  static let lonelyK = ShortOption(rawValue: 32)
  /// `-uUSER:VALUE`
  static let gluedU = ShortOption(rawValue: 64)

  private static let programs: [(names: [String], options: ShortOption)] = [
    (
      [
        "mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlshow", "mysqlcheck", "mysqlslap",
        "mysqlpump", "mysqlbinlog", "mysqlsh", "mycli", "mariadb", "mariadb-dump",
        "mariadb-admin", "mariadb-import", "7z", "7za", "7zr", "rar", "unrar",
      ], [.gluedP]
    ),
    (["sshpass"], [.gluedP, .lonelyP]),
    (
      [
        "mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport", "cqlsh",
        "rabbitmqadmin", "beeline", "login",
      ], [.lonelyP]
    ),
    (["redis-cli", "valkey-cli"], [.lonelyA]),
    (
      ["ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldappasswd", "ldapwhoami"],
      [.lowerW]
    ),
    (
      ["sqlcmd", "osql", "bcp", "tsql", "zip", "unzip", "mosquitto_pub", "mosquitto_sub"],
      [.upperP]
    ),
    (["openssl"], [.lonelyK]), (["curl"], [.gluedU]),
  ]

  private static let known: [[(name: [UInt8], options: ShortOption)]] = (0...255).map { byte in
    programs.flatMap { row in row.names.map { (Array($0.utf8), row.options) } }
      .filter { $0.0.first == UInt8(byte) }
  }

  /// The options of the program that a word names, by its path's last part.
  static func of(program word: ArraySlice<UInt8>) -> ShortOption {
    let name = word.suffix(16)
    let start = name.lastIndex(of: 0x2f).map { $0 + 1 } ?? name.startIndex
    guard start < name.endIndex, start > name.startIndex || name.count == word.count else {
      return []
    }
    let base = name[start...]
    return known[Int(name[start])].first { $0.name.elementsEqual(base) }?.options ?? []
  }

  /// The value within `-pVALUE` and its kin.
  func glued(in text: [UInt8], _ word: Range<Int>) -> Range<Int>? {
    guard word.count > 2, text[word.lowerBound] == 0x2d else { return nil }
    let value = word.lowerBound + 2..<word.upperBound
    let isValue =
      switch text[word.lowerBound + 1] {
      case UInt8(ascii: "p"):
        contains(.gluedP) ? !Self.isPorts(text[value]) : Self.isPassword(text[value])
      case UInt8(ascii: "P"): contains(.upperP)
      case UInt8(ascii: "w"): contains(.lowerW)
      case UInt8(ascii: "u"): contains(.gluedU) && WordContext.isUserAndPassword(text[value])
      default: false
      }
    return isValue ? Scheme.credential(in: value, of: text) : nil
  }

  /// What the word says of the one that follows it.
  func awaited(after word: ArraySlice<UInt8>) -> WordContext.Awaited {
    guard word.count == 2, word.first == 0x2d, let letter = word.last else { return .nothing }
    switch letter {
    case UInt8(ascii: "p"): return contains(.lonelyP) ? .notPorts : .password
    case UInt8(ascii: "k"): return contains(.lonelyK) ? .value : .password
    case UInt8(ascii: "a"): return contains(.lonelyA) ? .value : .nothing
    case UInt8(ascii: "w"): return contains(.lowerW) ? .value : .nothing
    case UInt8(ascii: "P"): return contains(.upperP) ? .value : .nothing
    case UInt8(ascii: "u"): return .user
    case UInt8(ascii: "H"): return .header
    default: return .nothing
    }
  }

  /// `8080:80`, `127.0.0.1:80:80`.
  static func isPorts(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains(0x3a)
      && text.allSatisfy { CommandText.isDigit($0) || [0x2d, 0x2e, 0x3a].contains($0) }
  }

  /// Of a program that is not known: no word, port, path or property (`-python3`, `-p8080:80`,
  /// `-p:Name=value`), but with a capital, a digit within, or a sign.
  private static func isPassword(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 4, text.first.map(CommandText.isDigit) == false,
      !text.contains(where: { [0x20, 0x2c, 0x2e, 0x2f, 0x3a, 0x3d, 0x40].contains($0) })
    else { return false }
    let rest = text.drop { (0x61...0x7a).contains($0) || $0 == 0x2d }
    return rest.count > 2 || !rest.allSatisfy(CommandText.isDigit)
  }
}
