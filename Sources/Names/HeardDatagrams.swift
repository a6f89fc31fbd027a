// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What leaves by UDP to one peer: connections of QUIC, one after the other.
struct HeardDatagrams: Sendable {
  private var hello = QUICHello()
  private var isBegun = false
  /// What was said already: a hello that is sent again is no news.
  private var said: Said?

  /// Nothing of it is QUIC.
  var isForeign: Bool { !isBegun && said == nil }

  /// Bytes that wait for others.
  var held: Int { isBegun ? hello.held : 0 }

  mutating func take(_ segment: StreamSegment) -> [Claim] {
    switch hello.take(segment.bytes[...]) {
    case .incomplete:
      isBegun = true
      return []
    case .foreign:
      // Its keys are not those of a connection's beginning: it belongs to one that was read.
      restart()
      return []
    case .found(let found):
      restart()
      let said = Said.hello(name: found.serverName, isEncrypted: found.isEncrypted)
      defer { self.said = said }
      return said == self.said ? [] : [Claim(segment, 0, said)]
    }
  }

  private mutating func restart() {
    hello = QUICHello()
    isBegun = false
  }
}
