// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads what was said.
extension Said: EventLogRecord {
  private enum Kind: String {
    case hello, host, proxy
  }

  /// A name that is left out is none.
  private enum Name: EventLogForm {
    case name

    var key: StaticString { "name" }
  }

  static var blank: Said { .host("") }

  mutating func describe(to coder: inout some EventLogCoder) {
    var kind = kind
    coder.field("kind", &kind)
    switch kind {
    case .hello: self = Self.hello(hello, &coder)
    case .host:
      var name = host
      coder.required(Name.name.key, &name)
      self = .host(name)
    case .proxy:
      var target = target
      target.describe(to: &coder)
      self = .proxy(target)
    }
  }

  private static func hello(
    _ hello: (name: String?, isEncrypted: Bool), _ coder: inout some EventLogCoder
  ) -> Said {
    var hello = hello
    if coder.form(hello.name.map { _ in Name.name }) != nil {
      var name = hello.name ?? ""
      coder.required(Name.name.key, &name)
      hello.name = name
    }
    coder.field("encrypted", &hello.isEncrypted)
    return .hello(name: hello.name, isEncrypted: hello.isEncrypted)
  }

  private var kind: Kind {
    switch self {
    case .hello: .hello
    case .host: .host
    case .proxy: .proxy
    }
  }

  private var hello: (name: String?, isEncrypted: Bool) {
    if case .hello(let name, let isEncrypted) = self { (name, isEncrypted) } else { (nil, false) }
  }

  private var host: String { if case .host(let name) = self { name } else { "" } }

  private var target: ProxyTarget { if case .proxy(let target) = self { target } else { .blank } }
}
