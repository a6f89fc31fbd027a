// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a socket's address.
extension SocketAddress: EventLogRecord {
  /// The key that stands for a form; the address's own fields follow it.
  private enum Form: EventLogForm {
    case ip, unix, family

    var key: StaticString {
      switch self {
      case .ip: "ip"
      case .unix: "unix"
      case .family: "family"
      }
    }
  }

  static var blank: SocketAddress { .none }

  mutating func describe(to coder: inout some EventLogCoder) {
    switch coder.form(form) {
    case nil: self = .none
    case .ip?:
      var endpoint = endpoint
      endpoint.describe(to: &coder)
      self = .ip(endpoint)
    case .unix?:
      var path = path
      coder.required(Form.unix.key, &path)
      self = .unix(path)
    case .family?:
      var family = family
      coder.required(Form.family.key, &family)
      self = .other(family: family)
    }
  }

  private var form: Form? {
    switch self {
    case .none: nil
    case .ip: .ip
    case .unix: .unix
    case .other: .family
    }
  }

  private var endpoint: Endpoint { if case .ip(let endpoint) = self { endpoint } else { .blank } }

  private var path: String { if case .unix(let path) = self { path } else { "" } }

  private var family: UInt16 { if case .other(let family) = self { family } else { 0 } }
}
