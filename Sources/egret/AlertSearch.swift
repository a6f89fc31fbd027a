// SPDX-License-Identifier: Apache-2.0

import Alerts
import FoundationEssentials

/// The alert that is asked for, among the lines of a log: by its uid, or the only one that is there. Its updates
/// are taken along.
///
/// The lines may be anybody's, torn or huge; what is kept is of bounded size.
struct AlertSearch {
  /// Bytes. Egret's own lines are far shorter; shippers add to them.
  static let longestLine = 64 << 10
  private static let mostListed = 20

  /// Of a line or of a finding; nil for the only alert.
  let uid: String?
  private var alert: ReportedAlert?
  private var latest: ReportedAlert?
  private var lines = 0
  private var alerts = 0
  private var last: [ReportedAlert] = []
  private var fault: (line: Int, error: AlertSearchError.Fault)?
  /// All of it, while that may be one alert over many lines.
  private var whole: [UInt8] = []

  init(uid: String?) { self.uid = uid }

  mutating func consume(_ line: ArraySlice<UInt8>) {
    lines += 1
    if whole.count <= Self.longestLine { whole += line + [UInt8(ascii: "\n")] }
    if line.allSatisfy(Self.isBlank) || !holdsUID(line) { return }
    switch Self.read(line) {
    case .success(let found): take(found)
    case .failure(let error): fault = fault ?? (lines, error)
    }
  }

  /// The story of what was found.
  func story() throws(AlertSearchError) -> AlertStory {
    if alerts > 1, uid == nil { throw .several(alerts, last) }
    if let alert = alert ?? latest { return AlertStory(alert, latest: latest) }
    if uid == nil, lines > 1, whole.count <= Self.longestLine,
      case .success(let alert) = Self.read(whole[...])
    {
      return AlertStory(alert)
    }
    if let fault { throw .unreadable(line: fault.line, of: lines, fault.error) }
    if let uid, lines > 0 { throw .noSuch(uid) }
    throw .nothing
  }

  private mutating func take(_ found: ReportedAlert) {
    if let uid, found.line != uid, found.finding != uid { return }
    if found.isUpdate {
      if alert == nil || alert?.finding == found.finding { latest = found }
      return
    }
    alerts += 1
    last.append(found)
    if last.count > Self.mostListed { last.removeFirst() }
    (alert, latest) = (found, nil)
  }

  /// Most lines of a long log are not read for the one that is looked for.
  private func holdsUID(_ line: ArraySlice<UInt8>) -> Bool {
    guard let uid else { return true }
    return line.firstRange(of: Array(uid.utf8)) != nil
  }

  /// What a syslog daemon writes before the object is passed over.
  private static func read(
    _ line: ArraySlice<UInt8>
  ) -> Result<ReportedAlert, AlertSearchError.Fault> {
    guard line.count <= longestLine else { return .failure(.tooLong) }
    guard let start = line.firstIndex(of: UInt8(ascii: "{")) else { return .failure(.notJSON) }
    do {
      return .success(try JSONDecoder().decode(ReportedAlert.self, from: Data(line[start...])))
    } catch let error as ReportedAlertError {
      return .failure(.notAnAlert(error))
    } catch let error as DecodingError {
      return .failure(.of(error))
    } catch { return .failure(.notJSON) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0d
  }
}
