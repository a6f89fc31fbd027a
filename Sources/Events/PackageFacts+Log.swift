// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads what a package says of itself.
extension PackageFacts: EventLogRecord {
  static var blank: PackageFacts { PackageFacts(ecosystem: "", name: "") }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.required("ecosystem", &ecosystem)
    coder.required("name", &name)
    coder.field("version", &version)
    coder.field("folder", &folder)
    coder.field("files", &files)
    coder.field("hosts", &hosts)
    coder.field("maintainers", &maintainers)
    coder.field("published", &published)
    coder.field("faults", &faults)
    coder.field("digest", &digest)
  }
}
