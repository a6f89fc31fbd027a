// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Processes

/// What is fed, and what must hold of what comes out.
struct Target {
  /// A rule that an output broke.
  struct Find: Error {
    var rule: String
    var input: [UInt8]
  }

  private var cache = NameCache(limits: NameCacheLimits(records: 4_096))
  private var tree = ProcessTree(limits: ProcessTreeLimits(nodes: 4_096))
  private let records = Corpus.records
  /// Inputs that were read as what they are.
  private(set) var understood = 0

  mutating func feed(_ mutation: inout Mutation) throws(Find) {
    switch mutation.number(below: 6) {
    case 0, 1: try record(mutation.mutate(records[mutation.number(below: records.count)]))
    case 2: try message(mutation.mutate(Corpus.answer), isCut: mutation.number(below: 2) == 0)
    case 3: try hello(mutation.mutate(Corpus.hello), isCut: mutation.number(below: 2) == 0)
    case 4: try request(mutation.mutate(Corpus.request), isCut: mutation.number(below: 2) == 0)
    default: try log(mutation.mutate(Corpus.log))
    }
  }

  private mutating func record(_ input: [UInt8]) throws(Find) {
    // Half of the mutated lengths would end at the first check.
    var input = input
    if input.count >= 4, input.count.isMultiple(of: 2) {
      (input[0], input[1]) = (UInt8(input.count & 255), UInt8(input.count >> 8 & 255))
      (input[2], input[3]) = (0, 0)
    }
    let decoded = unsafe input.withUnsafeBytes { unsafe WireDecoder.decode($0) }
    guard case .event(let event) = decoded else { return }
    understood += 1
    consume(event)
    try comesBack(event, input)
  }

  private mutating func consume(_ event: Event) {
    switch event {
    case .fork(let fork): tree.fork(fork)
    case .exec(let exec):
      _ = tree.ancestorExecs(of: exec)
      tree.exec(exec)
    case .exit(let exit): tree.exit(exit)
    case .dnsPayload(let message): _ = cache.learn(message)
    case .destination(let destination):
      _ = cache.names(
        for: destination.endpoint.address, netNamespace: destination.netNamespace,
        at: destination.time)
    case .asked, .resolvers, .loss, .tick: break
    }
  }

  private func comesBack(_ event: Event, _ input: [UInt8]) throws(Find) {
    var log: [UInt8] = []
    EventLogWriter.appendHeader(facts: [:], to: &log)
    guard EventLogWriter.append(event, to: &log) else {
      throw Find(rule: "an event of a record fits a line", input: input)
    }
    guard let read = try? EventLogReader.read(log), read.events == [event] else {
      throw Find(rule: "an event comes back from its log", input: input)
    }
  }

  private mutating func message(_ input: [UInt8], isCut: Bool) throws(Find) {
    guard case .success(let message) = DNSMessage.parse(input[...], isCut: isCut) else { return }
    understood += 1
    let names = message.questions.map(\.name) + message.answers.map(\.name)
    try arePrintable(names, limit: 1_020, input)
  }

  private mutating func hello(_ input: [UInt8], isCut: Bool) throws(Find) {
    guard case .found(let hello) = ClientHello.parse(input[...], isCut: isCut) else { return }
    understood += 1
    try arePrintable([hello.serverName].compactMap { $0 }, limit: 1_020, input)
  }

  private mutating func request(_ input: [UInt8], isCut: Bool) throws(Find) {
    guard case .found(let request) = HTTPRequest.parse(input[...], isCut: isCut) else { return }
    understood += 1
    let names = request.hosts + [request.target].compactMap { $0 }
    try arePrintable(names, limit: 1_020, input)
  }

  private mutating func log(_ input: [UInt8]) throws(Find) {
    guard let read = try? EventLogReader.read(input) else { return }
    understood += 1
    for event in read.events {
      consume(event)
      try comesBack(event, input)
    }
  }

  private func arePrintable(
    _ names: [String], limit: Int, _ input: [UInt8]
  ) throws(Find) {
    for name in names {
      guard name.utf8.count <= limit, name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
        throw Find(rule: "a name is printable and bounded", input: input)
      }
    }
  }
}
