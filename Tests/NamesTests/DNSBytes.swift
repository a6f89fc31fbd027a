// SPDX-License-Identifier: Apache-2.0

/// Builds DNS messages byte by byte, right ones and wrong ones.
struct DNSBytes {
  var id: UInt16 = 0x1234
  var flags: UInt16 = 0x8180
  var questions: [[UInt8]] = []
  var answers: [[UInt8]] = []
  var authority: [[UInt8]] = []
  var additional: [[UInt8]] = []
  /// Stated in place of the true number of answers.
  var answerCount: UInt16?

  var bytes: [UInt8] {
    let counts = [
      questions.count, Int(answerCount ?? UInt16(answers.count)), authority.count, additional.count,
    ]
    let header = [id, flags] + counts.map(UInt16.init)
    return header.flatMap(Self.number16) + (questions + answers + authority + additional).joined()
  }

  static func number16(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }

  static func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  static func pointer(_ offset: UInt16) -> [UInt8] { number16(0xc000 | offset) }

  static func question(_ name: String, type: UInt16 = 1, class number: UInt16 = 1) -> [UInt8] {
    self.name(name) + number16(type) + number16(number)
  }

  static func record(
    _ name: [UInt8], type: UInt16, class number: UInt16 = 1, ttl: UInt32 = 60, _ payload: [UInt8]
  ) -> [UInt8] {
    let lifetime = number16(UInt16(ttl >> 16)) + number16(UInt16(ttl & 0xffff))
    return name + number16(type) + number16(number) + lifetime
      + number16(UInt16(payload.count)) + payload
  }

  static func a(_ name: String, _ address: [UInt8], ttl: UInt32 = 60) -> [UInt8] {
    record(self.name(name), type: 1, ttl: ttl, address)
  }

  static func cname(_ name: String, _ target: String, ttl: UInt32 = 60) -> [UInt8] {
    record(self.name(name), type: 5, ttl: ttl, self.name(target))
  }
}
