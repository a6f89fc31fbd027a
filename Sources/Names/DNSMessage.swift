// SPDX-License-Identifier: Apache-2.0

/// A DNS message (RFC 1035, section 4): its header, questions and answers. The authority and
/// additional sections are not read: what they say is no answer to what was asked.
package struct DNSMessage: Hashable, Sendable {
  package var id: UInt16
  package var isAnswer: Bool
  /// 0 is a standard query.
  package var operation: UInt8
  /// TC: the resolver could not fit everything in.
  package var isTruncated: Bool
  /// RCODE; 0 is no error, 3 no such name.
  package var responseCode: UInt8
  package var questions: [DNSQuestion]
  /// Records of class IN only.
  package var answers: [DNSRecord]

  package init(
    id: UInt16, isAnswer: Bool, operation: UInt8 = 0, isTruncated: Bool = false,
    responseCode: UInt8 = 0, questions: [DNSQuestion], answers: [DNSRecord] = []
  ) {
    self.id = id
    self.isAnswer = isAnswer
    self.operation = operation
    self.isTruncated = isTruncated
    self.responseCode = responseCode
    self.questions = questions
    self.answers = answers
  }
}
