// SPDX-License-Identifier: Apache-2.0

/// An alert as its line says it, in OCSF or ECS: what the line does not say is empty.
///
/// Nothing of it is trusted: a line may be anybody's.
package struct ReportedAlert: Sendable {
  /// As the line spells it.
  package var time = ""
  /// Names this line, and the fact that it is about: an update has the fact's.
  package var line = ""
  package var finding = ""
  /// `unexpected-destination`
  package var rule = ""
  package var severity = ""
  package var isUpdate = false
  package var count: UInt64 = 1
  package var message = ""
  package var machine = ""
  package var server = ""
  package var package = ""
  package var process = ReportedProcess()
  /// The nearest first.
  package var parents: [ReportedProcess] = []
  package var hostname = ""
  package var address = ""
  package var port: UInt16?
  /// `tcp`
  package var transport = ""
  package var facts = ReportedFacts()
}

extension ReportedAlert: Decodable {
  package init(from decoder: any Decoder) throws {
    let kind = try LineKind(from: decoder)
    switch kind.format {
    case .ocsf: self.init(try OCSFLine(from: decoder))
    case .ecs: self.init(try ECSLine(from: decoder))
    }
  }
}
