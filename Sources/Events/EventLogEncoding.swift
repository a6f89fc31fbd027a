// SPDX-License-Identifier: Apache-2.0

/// Events as the log spells them; `EventLogDecoding` reads the same keys.
extension EventLogValue {
  init(_ event: Event) {
    switch event {
    case .fork(let fork): self = Self.line("fork", fork.time, Self.fields(fork))
    case .exec(let exec): self = Self.line("exec", exec.time, Self.fields(exec))
    case .exit(let exit):
      self = Self.line(
        "exit", exit.time, [("actor", .actor(exit.actor)), ("code", .of(exit.code))])
    case .askedCall(let asked): self = Self.line("asked", asked.time, Self.fields(asked))
    case .destination(let destination):
      self = Self.line("destination", destination.time, Self.fields(destination))
    case .dnsPayload(let message): self = Self.line("name", message.time, Self.fields(message))
    case .meddling(let meddling):
      self = Self.line("meddling", meddling.time, Self.fields(meddling))
    case .flowEnd(let flow): self = Self.line("flow", flow.time, Self.fields(flow))
    case .resolvers(let resolvers):
      self = Self.line("resolvers", resolvers.time, Self.fields(resolvers))
    case .registries(let registries):
      self = Self.line("registries", registries.time, Self.fields(registries))
    case .container(let container):
      self = Self.line("container", container.time, Self.fields(container))
    case .firstMessage(let message):
      self = Self.line("message", message.time, Self.fields(message))
    case .loss(let loss):
      self = Self.line(
        "loss", loss.time, [("stage", .of(loss.stage.rawValue)), ("total", .of(loss.total))])
    case .tick(let time): self = Self.line("tick", time, [])
    }
  }

  typealias Fields = [(key: String, value: EventLogValue?)]

  private static func line(_ kind: String, _ time: Instant, _ fields: Fields) -> EventLogValue {
    compact([("event", .string(kind)), ("time", .number(time.nanoseconds))] + fields)
  }

  /// Without the fields that have no value.
  private static func compact(_ fields: Fields) -> EventLogValue {
    .object(fields.compactMap { key, value in value.map { EventLogField(key: key, value: $0) } })
  }

  private static func of(_ number: some UnsignedInteger) -> EventLogValue? {
    number == 0 ? nil : .number(UInt64(number))
  }

  private static func of(_ text: String) -> EventLogValue? { text.isEmpty ? nil : .string(text) }

  private static func of(_ flag: Bool) -> EventLogValue? { flag ? .bool(true) : nil }

  private static func of(_ texts: [String]) -> EventLogValue? {
    texts.isEmpty ? nil : .array(texts.map { .string($0) })
  }

  private static func fields(_ meddling: Meddling) -> Fields {
    [
      ("actor", actor(meddling.actor)), ("target", of(meddling.target)),
      ("call", of(meddling.call.rawValue)),
    ]
  }

  private static func fields(_ flow: FlowEnd) -> Fields {
    [
      ("owner", actor(flow.owner)), ("endpoint", endpoint(flow.endpoint)),
      ("cookie", of(flow.cookie)), ("began", of(flow.began.nanoseconds)),
      ("bytes_out", of(flow.bytesOut)), ("bytes_in", of(flow.bytesIn)),
      ("net_namespace", of(flow.netNamespace)), ("transport", of(flow.transport.number)),
      ("result", of(flow.result.rawValue)),
    ]
  }

  private static func process(_ id: ProcessID) -> EventLogValue {
    compact([("pid", of(id.pid)), ("start", of(id.start.nanoseconds))])
  }

  private static func actor(_ actor: Actor) -> EventLogValue {
    compact([
      ("pid", of(actor.process.pid)), ("start", of(actor.process.start.nanoseconds)),
      ("tid", of(actor.thread)), ("program", of(actor.program.rawValue)),
    ])
  }

  private static func endpoint(_ endpoint: Endpoint) -> EventLogValue {
    compact([("ip", .string(endpoint.address.description)), ("port", of(endpoint.port))])
  }

  private static func asked(_ address: AskedAddress) -> EventLogValue? {
    switch address {
    case .none: nil
    case .unreadable: .string("unreadable")
    case .many: .string("many")
    case .read(.none): .object([])
    case .read(.ip(let endpoint)): Self.endpoint(endpoint)
    case .read(.unix(let path)): compact([("unix", .string(path))])
    case .read(.other(let family)): compact([("family", .number(UInt64(family)))])
    }
  }

  private static func fields(_ fork: Fork) -> Fields {
    [
      ("parent", actor(fork.parent)), ("child", actor(fork.child)),
      ("name", of(fork.name)),
    ]
  }

  private static func fields(_ exec: Exec) -> Fields {
    [
      ("actor", actor(exec.actor)), ("parent", process(exec.parent)),
      ("previous", of(exec.previous.rawValue)), ("executable", of(exec.executable)),
      ("file", of(exec.file)), ("arguments", of(exec.arguments)),
      ("arguments_cut", of(exec.argumentsAreCut)), ("environment", of(exec.environment)),
      ("environment_cut", of(exec.environmentIsCut)), ("stdio", stdio(exec.stdio)),
      ("name", of(exec.name)), ("user", of(exec.user)), ("group", of(exec.group)),
      ("login", exec.login.map { .number(UInt64($0)) }),
      ("net_namespace", of(exec.namespaces.net)), ("mount_namespace", of(exec.namespaces.mount)),
      ("pid_namespace", of(exec.namespaces.pid)), ("user_namespace", of(exec.namespaces.user)),
      ("older", of(exec.isOlderThanEgret)), ("awaits_message", of(exec.awaitsMessage)),
    ]
  }

  private static func fields(_ message: FirstMessage) -> Fields {
    [
      ("state", of(message.state.rawValue)), ("since", of(message.since.nanoseconds)),
      ("inode", of(message.inode)),
    ]
  }

  private static func stdio(_ descriptors: [Descriptor]) -> EventLogValue? {
    if descriptors.isEmpty { return nil }
    return .array(
      descriptors.map { compact([("kind", of($0.kind.rawValue)), ("inode", of($0.inode))]) })
  }

  private static func fields(_ asked: AskedCall) -> Fields {
    [
      ("actor", actor(asked.actor)), ("address", Self.asked(asked.address)),
      ("hook", of(asked.hook.rawValue)), ("index", of(asked.index)),
      ("inode", of(asked.inode)),
    ]
  }

  private static func fields(_ destination: Destination) -> Fields {
    [
      ("actor", actor(destination.actor)), ("owner", destination.owner.map(actor)),
      ("cookie", of(destination.cookie)),
      ("endpoint", endpoint(destination.endpoint)), ("asked", asked(destination.asked)),
      ("transport", of(destination.transport.number)), ("hook", of(destination.hook.rawValue)),
      ("via", of(destination.via.rawValue)),
      ("net_namespace", of(destination.netNamespace)), ("thread", of(destination.threadName)),
      ("older", of(destination.isOlderThanEgret)), ("inbound", of(destination.isInbound)),
    ]
  }

  private static func fields(_ message: DNSPayload) -> Fields {
    [
      ("owner", actor(message.owner)), ("cookie", of(message.cookie)),
      ("peer", endpoint(message.peer)), ("net_namespace", of(message.netNamespace)),
      ("transport", of(message.transport.number)), ("answer", of(message.isAnswer)),
      ("payload", of(Base64.encode(message.payload))), ("cut", of(message.isCut)),
    ]
  }

  private static func fields(_ registries: Registries) -> Fields {
    [("process", process(registries.process)), ("endpoints", of(registries.endpoints))]
  }

  private static func fields(_ container: Container) -> Fields {
    [
      ("process", process(container.process)), ("pid_namespace", of(container.pidNamespace)),
      ("id", of(container.id)), ("engine", of(container.engine)), ("name", of(container.name)),
      ("image", of(container.image)), ("arguments", of(container.arguments)),
      ("server", of(container.serverName)), ("label", of(container.serverLabel)),
    ]
  }

  private static func fields(_ resolvers: Resolvers) -> Fields {
    let hosts = resolvers.hosts.map { host in
      compact([("ip", .string(host.address.description)), ("names", of(host.names))])
    }
    return [
      ("mount_namespace", of(resolvers.mountNamespace)),
      ("addresses", of(resolvers.addresses.map(\.description))),
      ("hosts", hosts.isEmpty ? nil : .array(hosts)),
    ]
  }
}
