// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// Reads the records of `bpf/include/wire.h`: the one place that knows where a byte stands.
///
/// Any bytes may come: every read is behind a length check, and what cannot be a record says why,
/// so that it can be counted. Process text inside a record is hostile and kept as it is; bytes that
/// are not UTF-8 are repaired.
package enum WireDecoder {
  package enum Decoded: Hashable, Sendable {
    case event(Event)
    /// A kind this version does not know.
    case unknownKind(UInt16)
    /// Why it is no record of its kind, for a log line.
    case malformed(String)
  }

  /// One record, as a ring buffer hands it over.
  package static func decode(_ record: UnsafeRawBufferPointer) -> Decoded {
    let bytes = unsafe record.bytes
    return decode(bytes)
  }

  /// One record. Bytes behind the length that it states are padding.
  package static func decode(_ record: RawSpan) -> Decoded {
    do throws(Malformed) {
      let header = try read(wire_header.self, of: record)
      guard header.size >= MemoryLayout<wire_header>.size, header.size <= record.byteCount else {
        throw Malformed.size(stated: header.size, given: record.byteCount)
      }
      let stated = record.extracting(0..<Int(header.size))
      guard let event = try event(kind: header.kind, stated) else {
        return .unknownKind(header.kind)
      }
      return .event(event)
    } catch {
      return .malformed(error.description)
    }
  }

  private static func event(kind: UInt16, _ record: RawSpan) throws(Malformed) -> Event? {
    switch wire_kind(UInt32(kind)) {
    case WIRE_FORK: .fork(try fork(record))
    case WIRE_EXEC: .exec(try exec(record))
    case WIRE_EXIT: .exit(try exit(record))
    case WIRE_ASKED: .askedCall(try asked(record))
    case WIRE_DESTINATION: .destination(try destination(record))
    case WIRE_DNS: .dnsPayload(try dnsPayload(record))
    case WIRE_SEGMENT: .streamSegment(try segment(record))
    case WIRE_MEDDLED: .meddling(try meddling(record))
    case WIRE_FLOW: .flowEnd(try flow(record))
    case WIRE_BOUND: .bound(try bound(record))
    case WIRE_READ: .firstMessage(try message(record))
    default: nil
    }
  }

  /// The struct a record begins with.
  static func read<Layout: BitwiseCopyable>(
    _ layout: Layout.Type, of record: RawSpan
  ) throws(Malformed) -> Layout {
    guard record.byteCount >= MemoryLayout<Layout>.size else {
      throw .short(given: record.byteCount, needed: MemoryLayout<Layout>.size)
    }
    // Length check above; the treaty's structs hold integers only, for which any bits are valid.
    return unsafe record.unsafeLoadUnaligned(as: layout)
  }

  static func instant(_ header: wire_header) -> Instant { Instant(nanoseconds: header.time) }

  static func actor(_ process: wire_process) -> Actor {
    Actor(
      process: processID(process), thread: process.tid,
      program: ProgramID(rawValue: process.program))
  }

  static func processID(_ process: wire_process) -> ProcessID {
    ProcessID(pid: process.pid, start: Instant(nanoseconds: process.start))
  }

  /// A thread's name: up to the first 0.
  static func name<Field: BitwiseCopyable>(_ comm: Field) -> String {
    unsafe withUnsafeBytes(of: comm) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  static func bytes(_ record: RawSpan, from start: Int, count: Int) throws(Malformed) -> [UInt8] {
    guard count <= record.byteCount - start else {
      throw .short(given: record.byteCount, needed: start + count)
    }
    let run = record.extracting(start..<(start + count))
    return unsafe run.withUnsafeBytes { unsafe Array($0) }
  }
}
