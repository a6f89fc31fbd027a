// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// The sentence that every format has.
extension AlertBody {
  /// `TITLE: server 'NAME' (PROGRAM, pid N) -> HOST (ADDRESS:PORT/tcp)`; of an update, what is new before it.
  ///
  /// Without the pid it is the same for every process of a server, and may be grouped by.
  mutating func message(to json: inout JSONWriter, namesProcess: Bool = true) {
    var left = limits.message
    if let news { part(news, &left, &json) }
    part(title, &left, &json)
    part(": server '", &left, &json)
    part(finding.server.name, &left, &json)
    part("' (", &left, &json)
    part(namesProcess ? actor : program, &left, &json)
    part(")", &left, &json)
    destination(&left, &json)
  }

  /// What an update adds, as its sentence begins.
  private var news: String? {
    guard activity == nil else { return nil }
    return switch alert.activity {
    case .create: nil
    case .amended: "more known: "
    case .repeated: "seen \(alert.count) times: "
    case .ended: alert.count > 1 ? "ended, seen \(alert.count) times: " : "ended: "
    }
  }

  private var program: String {
    finding.process.id.pid == 0 ? "process not known" : finding.process.name
  }

  /// Nobody has the pid 0: it stands for who is not known.
  private var actor: String {
    let process = finding.process
    return process.id.pid == 0
      ? "process not known" : "\(process.name), pid \(process.id.pid)"
  }

  /// `HOST (ADDRESS:PORT/tcp) by the proxy PROXY, saying NAME`, as much of it as there is.
  private mutating func destination(_ left: inout Int, _ json: inout JSONWriter) {
    if let scan = finding.scan { return part(" -> " + scan.text, &left, &json) }
    guard let place = target.hostname ?? target.unixPath ?? target.endpoint?.description else {
      return
    }
    part(" -> ", &left, &json)
    part(place, &left, &json)
    guard let endpoint = target.endpoint else {
      if let port = target.namedPort { part(":\(port)/\(target.transport.name)", &left, &json) }
      return proxy(&left, &json)
    }
    if target.hostname == nil {
      part("/\(target.transport.name)", &left, &json)
    } else {
      part(" (\(endpoint)/\(target.transport.name))", &left, &json)
    }
    proxy(&left, &json)
    guard let said = target.said else { return }
    part(", saying ", &left, &json)
    part(said.name, &left, &json)
  }

  private mutating func proxy(_ left: inout Int, _ json: inout JSONWriter) {
    guard let proxy = finding.proxy else { return }
    part(" by the proxy \(proxy)", &left, &json)
  }

  private mutating func part(_ text: String, _ left: inout Int, _ json: inout JSONWriter) {
    let before = json.count
    if !json.escaped(text, limit: min(left, limits.name), quotes: true) { note(.text) }
    left -= json.count - before
  }
}
