// SPDX-License-Identifier: Apache-2.0

/// An address and a port. Port 0 where the protocol has none.
package struct Endpoint: Hashable, Sendable {
  package var address: IPAddress
  package var port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.1:443` or `[2001:db8::1]:443`.
  package var description: String {
    unsafe String(unsafeUninitializedCapacity: IPAddress.longestText + 8) { unsafe write(to: $0) }
  }

  private func write(to text: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var end = 0
    if !address.isIPv4 {
      unsafe text[0] = UInt8(ascii: "[")
      end = 1
    }
    end = unsafe address.write(to: text, from: end)
    if !address.isIPv4 {
      unsafe text[end] = UInt8(ascii: "]")
      end += 1
    }
    unsafe text[end] = UInt8(ascii: ":")
    return unsafe IPAddress.put(UInt32(port), radix: 10, text, end + 1)
  }
}
