// SPDX-License-Identifier: Apache-2.0

import Events

/// What every line has, whatever its format: its number, its time and its identifier.
struct LineHead {
  let sequence: UInt64
  let time: WallTime
  let id: EventID
  let host: Host

  init(sequence: UInt64, at instant: Instant, host: Host, numbering: EventNumbering) {
    self.sequence = sequence
    self.host = host
    time = host.wallTime(instant)
    id = numbering.line(sequence, at: time)
  }
}

extension JSONWriter {
  /// `"key":milliseconds`
  mutating func time(_ key: StaticString, _ time: WallTime) {
    self.key(key)
    integer(time.milliseconds)
  }

  /// `"key":"RFC 3339 with nanoseconds"`
  mutating func timeText(_ key: StaticString, _ time: WallTime) {
    self.key(key)
    beginString()
    time.write(to: &self, fraction: 9)
    endString()
  }

  mutating func id(_ key: StaticString, _ id: EventID) {
    self.key(key)
    beginString()
    id.write(to: &self)
    endString()
  }

  mutating func fingerprint(_ key: StaticString, _ fingerprint: Fingerprint) {
    self.key(key)
    beginString()
    fingerprint.write(to: &self)
    endString()
  }

  /// `"key":value`
  mutating func member(_ key: StaticString, _ value: some FixedWidthInteger) {
    self.key(key)
    integer(value)
  }

  /// `"key":"value"`, both ours.
  mutating func member(_ key: StaticString, literal value: StaticString) {
    self.key(key)
    self.literal(value)
  }
}
