// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Reads a DNS message.
extension DNSMessage {
  private static let questionLimit = 16
  private static let answerLimit = 512
  private static let headerSize = 12
  private static let internet: UInt16 = 1

  package static func parse(_ bytes: [UInt8]) -> Result<DNSMessage, DNSError> { parse(bytes[...]) }

  /// The whole message. With `isCut`, bytes may be missing at its end, and the answers that came
  /// whole are returned.
  package static func parse(
    _ bytes: ArraySlice<UInt8>, isCut: Bool = false
  ) -> Result<DNSMessage, DNSError> {
    Result { () throws(DNSError) in
      var reader = DNSReader(bytes)
      return try header(&reader, isCut: isCut)
    }
  }

  /// id(16) QR(1) OPCODE(4) AA(1) TC(1) RD(1) RA(1) Z(3) RCODE(4), then four counts of 16 bits.
  private static func header(
    _ reader: inout DNSReader, isCut: Bool
  ) throws(DNSError) -> DNSMessage {
    let id = try reader.number16()
    let flags = try reader.number16()
    let questionCount = Int(try reader.number16())
    let answerCount = Int(try reader.number16())
    _ = try reader.number32()
    guard questionCount <= questionLimit, answerCount <= answerLimit else { throw .count }
    let questions = try questions(&reader, count: questionCount)
    return DNSMessage(
      id: id, isAnswer: flags & 0x8000 != 0, operation: UInt8(flags >> 11 & 15),
      isTruncated: flags & 0x0200 != 0, responseCode: UInt8(flags & 15), questions: questions,
      answers: try answers(&reader, count: answerCount, isCut: isCut || flags & 0x0200 != 0))
  }

  private static func questions(
    _ reader: inout DNSReader, count: Int
  ) throws(DNSError) -> [DNSQuestion] {
    var questions: [DNSQuestion] = []
    for _ in 0..<count {
      let name = try DNSName.read(&reader)
      let type = DNSType(number: try reader.number16())
      // The top bit is multicast DNS's wish for a unicast answer (RFC 6762, section 5.4).
      let isInternet = try reader.number16() & 0x7fff == internet
      questions.append(DNSQuestion(name: name, type: type, isInternet: isInternet))
    }
    return questions
  }

  private static func answers(
    _ reader: inout DNSReader, count: Int, isCut: Bool
  ) throws(DNSError) -> [DNSRecord] {
    var answers: [DNSRecord] = []
    for _ in 0..<count {
      do throws(DNSError) {
        if let record = try record(&reader) { answers.append(record) }
      } catch .truncated where isCut {
        return answers
      }
    }
    return answers
  }

  /// NAME, TYPE(16), CLASS(16), TTL(32), RDLENGTH(16), RDATA; nil for another class than IN.
  private static func record(_ reader: inout DNSReader) throws(DNSError) -> DNSRecord? {
    let name = try DNSName.read(&reader)
    let type = DNSType(number: try reader.number16())
    let isInternet = try reader.number16() == internet
    let timeToLive = try reader.number32()
    let size = Int(try reader.number16())
    var body = try reader.slice(size)
    guard isInternet else { return nil }
    let payload = try payload(&body, type: type, size: size)
    return DNSRecord(name: name, timeToLive: timeToLive, payload: payload)
  }

  private static func payload(
    _ body: inout DNSReader, type: DNSType, size: Int
  ) throws(DNSError) -> DNSRecord.Payload {
    switch type {
    case .a: .address(try address(&body, size: size, needed: 4))
    case .aaaa: .address(try address(&body, size: size, needed: 16))
    case .cname: .alias(try wholeName(&body))
    case .srv: .server(try server(&body))
    case .svcb, .https: .service(try ServiceBinding.read(&body))
    case .txt: .text(size: size, digest: DNSRecord.Payload.digest(try body.bytes(size)))
    default: .other(type, size: size, digest: DNSRecord.Payload.digest(try body.bytes(size)))
    }
  }

  private static func address(
    _ body: inout DNSReader, size: Int, needed: Int
  ) throws(DNSError) -> IPAddress {
    guard size == needed, let address = IPAddress(bytes: try body.bytes(size)) else {
      throw .recordLength
    }
    return address
  }

  /// A name that fills its record.
  private static func wholeName(_ body: inout DNSReader) throws(DNSError) -> String {
    do throws(DNSError) {
      let name = try DNSName.read(&body)
      guard body.isAtEnd else { throw DNSError.recordLength }
      return name
    } catch .truncated {
      // The message goes on: it is the name that leaves its record.
      throw .recordLength
    }
  }

  /// Priority(16) Weight(16) Port(16) Target (RFC 2782).
  private static func server(_ body: inout DNSReader) throws(DNSError) -> String {
    do throws(DNSError) {
      _ = try body.bytes(6)
    } catch {
      throw .recordLength
    }
    return try wholeName(&body)
  }
}
