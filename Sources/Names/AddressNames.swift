// SPDX-License-Identifier: Apache-2.0

/// The names of an address as one server may rely on them; each list the last learned first.
package struct AddressNames: Hashable, Sendable {
  /// What a trusted source told the server's own programs.
  package var own: [NameRecord] = []
  /// What a trusted resolver told the machine's own resolver daemons.
  package var machine: [NameRecord] = []
  /// What counted in one of these ways and does no more: the address was given under the name then.
  package var past: [NameRecord] = []
  /// What the server's own programs have from a source that is not trusted: a claim.
  package var doubtful: [NameRecord] = []
  /// What others were told. Never this server's name: a hint.
  package var others: [NameRecord] = []

  package init() {}

  init(_ records: [NameRecord], viewer: NameViewer) {
    for record in records { add(record, viewer: viewer) }
  }

  /// What the server was told, and where it asked nobody, what the machine was told.
  package var relied: [NameRecord] { own.isEmpty ? machine : own }

  private mutating func add(_ record: NameRecord, viewer: NameViewer) {
    let asker = record.asker.map(viewer.asker) ?? .own
    switch (asker, viewer.trusts(record)) {
    case (.other, _): if !record.isExpired { others.append(record) }
    case (.own, false): if !record.isExpired { doubtful.append(record) }
    case (.machine, false): return
    case (_, true) where record.isExpired: past.append(record)
    case (.own, true): own.append(record)
    case (.machine, true): machine.append(record)
    }
  }
}
