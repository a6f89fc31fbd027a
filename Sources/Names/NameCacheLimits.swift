// SPDX-License-Identifier: Apache-2.0

/// How much a name cache keeps, whatever it is told.
package struct NameCacheLimits: Hashable, Sendable {
  /// Records in all, and so at most as many addresses.
  package var records: Int
  /// Names that resolvers gave to one address.
  package var namesPerAddress: Int
  /// Records of one program, or of one hosts file.
  package var recordsPerHolder: Int
  /// Nobody with this many records or fewer loses one because others have more.
  package var protectedRecords: Int
  /// Queries that wait for their answers, and names that answers referred to.
  package var queries: Int
  package var queriesPerHolder: Int
  /// Open sockets that hold names.
  package var sockets: Int

  package init(
    records: Int = 65_536, namesPerAddress: Int = 16, recordsPerHolder: Int = 8_192,
    protectedRecords: Int = 64, queries: Int = 16_384, queriesPerHolder: Int = 1_024,
    sockets: Int = 16_384
  ) {
    self.records = max(records, 8)
    self.namesPerAddress = max(namesPerAddress, 1)
    self.recordsPerHolder = max(recordsPerHolder, 4)
    self.protectedRecords = protectedRecords
    self.queries = queries
    self.queriesPerHolder = queriesPerHolder
    self.sockets = sockets
  }
}
