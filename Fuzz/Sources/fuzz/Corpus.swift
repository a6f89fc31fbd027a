// SPDX-License-Identifier: Apache-2.0

/// Right inputs, from which mutation starts.
enum Corpus {
  /// Records of every kind, all zero but for their header: mutation fills them.
  static var records: [[UInt8]] {
    let sizes: [(kind: UInt8, size: Int, tail: Int)] = [
      (1, 88, 0), (2, 184, 300), (3, 48, 0), (4, 184, 0), (5, 168, 0), (6, 88, 120),
    ]
    let plain = sizes.map { kind, size, tail in
      header(kind, size: size + tail)
        + [UInt8](repeating: kind == 2 ? 1 : 0, count: size + tail - 8)
    }
    return plain + [exec, destination, name]
  }

  private static func header(_ kind: UInt8, size: Int) -> [UInt8] {
    [UInt8(size & 255), UInt8(size >> 8), 0, 0, kind, 0, 0, 0]
  }

  /// The byte runs' sizes stand in the struct's last eight bytes.
  private static var exec: [UInt8] {
    let runs: [[UInt8]] = [
      "node\0bin\0usr\0", "/usr/bin/npx", "node\0a.js\0", "PATH=/bin\0KEY=x=y\0",
    ].map { Array($0.utf8) }
    let tail = Array(runs.joined())
    let sizes = runs.map { [UInt8($0.count), 0] }.joined()
    let body = [UInt8](repeating: 0, count: 184 - 8 - 8)
    return header(2, size: 184 + tail.count) + body + Array(sizes) + tail
  }

  private static var destination: [UInt8] {
    var record = [UInt8](repeating: 0, count: 168)
    (record[0], record[4]) = (168, 5)
    // The two families, the hook, via, and how the address was asked for.
    (record[88], record[112], record[148], record[149], record[150]) = (2, 10, 1, 1, 1)
    return record
  }

  private static var name: [UInt8] {
    var record = [UInt8](repeating: 0, count: 88)
    (record[0], record[4], record[48], record[78]) = (UInt8(88 + answer.count), 6, 2, 10)
    (record[76], record[80], record[84]) = (17, UInt8(answer.count), UInt8(answer.count))
    return record + answer
  }

  /// api.test, an alias to cdn.test by pointers, an address.
  static let answer: [UInt8] =
    [0, 1, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0, 3, 0x61, 0x70, 0x69, 4, 0x74, 0x65, 0x73, 0x74, 0]
    + [0, 1, 0, 1, 0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, 0x63, 0x64, 0x6e, 0xc0, 16]
    + [0xc0, 38, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 198, 51, 100, 7]

  static let hello: [UInt8] =
    [22, 3, 1, 0, 66, 1, 0, 0, 62, 3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1]
    + [1, 0, 0, 19, 0, 0, 0, 11, 0, 9, 0, 0, 6] + Array("a.test".utf8)
    + [0xfe, 0x0d, 0, 0]

  static let request = Array(
    "GET http://u@a.test:80/x HTTP/1.1\r\nAccept: x\r\nHost: b.test\r\n\r\n".utf8)

  static let log = Array(
    """
    {"egret_event_log":1,"kernel":"x"}
    {"event":"fork","time":1,"parent":{"pid":1},"child":{"pid":2,"program":3},"name":"a\\u001b"}
    {"event":"name","time":7,"owner":{},"peer":{"ip":"::1","port":53},"payload":"AQID"}
    {"event":"resolvers","time":7,"addresses":["::1"],"hosts":[{"ip":"192.0.2.1","names":["a"]}]}
    """.utf8)
}
