// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Reads the data of a record.
extension ServiceBinding {
  private static let hintLimit = 64

  /// The SvcParamKeys that are read (RFC 9460, section 14.3.2; RFC 9848 for ech).
  private enum Parameter: UInt16 {
    case port = 3
    case ipv4hint = 4
    case ech = 5
    case ipv6hint = 6
  }

  /// `SvcPriority(16) TargetName SvcParams` (RFC 9460, section 2.2), to the end of the record.
  static func read(_ body: inout DNSReader) throws(DNSError) -> ServiceBinding {
    do throws(DNSError) {
      var binding = ServiceBinding(
        priority: try body.number16(), target: try DNSName.read(&body))
      try binding.readParameters(&body)
      return binding
    } catch .truncated {
      // The message goes on: it is the data that leaves its record.
      throw .recordLength
    }
  }

  /// `SvcParamKey(16) length(16) SvcParamValue`, keys strictly rising.
  private mutating func readParameters(_ body: inout DNSReader) throws(DNSError) {
    var last = -1
    while !body.isAtEnd {
      let key = try body.number16()
      guard Int(key) > last else { throw .recordLength }
      last = Int(key)
      let value = try body.bytes(Int(try body.number16()))
      // AliasMode has no parameters; a client passes over those that are there.
      if !isAlias { try take(value, of: key) }
    }
  }

  private mutating func take(_ value: ArraySlice<UInt8>, of key: UInt16) throws(DNSError) {
    switch Parameter(rawValue: key) {
    case nil: return
    case .ech?: isEncrypted = true
    case .ipv4hint?: try takeHints(value, size: 4)
    case .ipv6hint?: try takeHints(value, size: 16)
    case .port?:
      guard value.count == 2 else { throw .recordLength }
      port = value.reduce(0) { $0 << 8 | UInt16($1) }
    }
  }

  private mutating func takeHints(_ value: ArraySlice<UInt8>, size: Int) throws(DNSError) {
    guard !value.isEmpty, value.count.isMultiple(of: size) else { throw .recordLength }
    var rest = value
    while !rest.isEmpty, hints.count < Self.hintLimit {
      if let address = IPAddress(bytes: rest.prefix(size)) { hints.append(address) }
      rest = rest.dropFirst(size)
    }
  }
}
