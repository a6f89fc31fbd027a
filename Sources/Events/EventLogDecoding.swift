// SPDX-License-Identifier: Apache-2.0

/// Events from what `EventLogEncoding` wrote.
extension EventLogObject {
  func event() throws(Failure) -> Event {
    guard self["time"] != nil else { throw Failure(key: "time") }
    let time = try instant("time")
    switch try text("event") {
    case "fork": return .fork(try fork(time))
    case "exec": return .exec(try exec(time))
    case "exit":
      return .exit(Exit(time: time, actor: try object("actor").actor(), code: try number("code")))
    case "asked": return .askedCall(try asked(time))
    case "destination": return .destination(try destination(time))
    case "name": return .dnsPayload(try name(time))
    case "meddling": return .meddling(try meddling(time))
    case "flow": return .flowEnd(try flow(time))
    case "resolvers": return .resolvers(try resolvers(time))
    case "registries":
      return .registries(
        Registries(
          time: time, process: try object("process").process(), endpoints: try texts("endpoints")))
    case "container": return .container(try container(time))
    case "message": return .firstMessage(try message(time))
    case "loss":
      return .loss(Loss(time: time, stage: try word("stage"), total: try number("total")))
    case "tick": return .tick(time)
    default: throw Failure(key: "event")
    }
  }

  private func meddling(_ time: Instant) throws(Failure) -> Meddling {
    Meddling(
      time: time, actor: try object("actor").actor(), target: try number("target"),
      call: try word("call"))
  }

  private func flow(_ time: Instant) throws(Failure) -> FlowEnd {
    FlowEnd(
      time: time, owner: try object("owner").actor(), endpoint: try object("endpoint").endpoint(),
      cookie: try number("cookie"), began: Instant(nanoseconds: try number("began")),
      bytesOut: try number("bytes_out"), bytesIn: try number("bytes_in"),
      netNamespace: try number("net_namespace"),
      transport: TransportProtocol(number: try number("transport")), result: try word("result"))
  }

  private func fork(_ time: Instant) throws(Failure) -> Fork {
    Fork(
      time: time, parent: try object("parent").actor(), child: try object("child").actor(),
      name: try text("name"))
  }

  private func exec(_ time: Instant) throws(Failure) -> Exec {
    Exec(
      time: time, actor: try object("actor").actor(), parent: try object("parent").process(),
      previous: ProgramID(rawValue: try number("previous")), executable: try text("executable"),
      file: try text("file"), arguments: try texts("arguments"),
      argumentsAreCut: try flag("arguments_cut"), environment: try texts("environment"),
      environmentIsCut: try flag("environment_cut"), stdio: try stdio(), name: try text("name"),
      user: try number("user"), group: try number("group"),
      login: self["login"] == nil ? nil : try number("login"),
      namespaces: Namespaces(
        net: try number("net_namespace"), mount: try number("mount_namespace"),
        pid: try number("pid_namespace"), user: try number("user_namespace")),
      isOlderThanEgret: try flag("older"), awaitsMessage: try flag("awaits_message"))
  }

  private func message(_ time: Instant) throws(Failure) -> FirstMessage {
    FirstMessage(
      time: time, state: try word("state"), since: Instant(nanoseconds: try number("since")),
      inode: try number("inode"))
  }

  private func stdio() throws(Failure) -> [Descriptor] {
    var descriptors: [Descriptor] = []
    for object in try objects("stdio") {
      descriptors.append(
        Descriptor(kind: try object.word("kind"), inode: try object.number("inode")))
    }
    return descriptors
  }

  private func asked(_ time: Instant) throws(Failure) -> AskedCall {
    AskedCall(
      time: time, actor: try object("actor").actor(), address: try askedAddress("address"),
      hook: try word("hook"), index: try number("index"),
      inode: try number("inode"))
  }

  private func askedAddress(_ key: String) throws(Failure) -> AskedAddress {
    switch self[key] {
    case nil: return .none
    case .string("unreadable")?: return .unreadable
    case .string("many")?: return .many
    case .object(let fields)?: return .read(try EventLogObject(fields).socketAddress())
    case .string, .bool, .number, .array: throw Failure(key: key)
    }
  }

  private func socketAddress() throws(Failure) -> SocketAddress {
    if self["ip"] != nil { return .ip(try endpoint()) }
    if self["unix"] != nil { return .unix(try text("unix")) }
    if self["family"] != nil { return .other(family: try number("family")) }
    return .none
  }

  private func destination(_ time: Instant) throws(Failure) -> Destination {
    Destination(
      time: time, actor: try object("actor").actor(),
      owner: self["owner"] == nil ? nil : try object("owner").actor(),
      cookie: try number("cookie"), endpoint: try object("endpoint").endpoint(),
      asked: try askedAddress("asked"),
      transport: TransportProtocol(number: try number("transport")), hook: try word("hook"),
      via: try word("via"), netNamespace: try number("net_namespace"),
      threadName: try text("thread"), isOlderThanEgret: try flag("older"),
      isInbound: try flag("inbound"))
  }

  private func name(_ time: Instant) throws(Failure) -> DNSPayload {
    guard let payload = Base64.decode(try text("payload")) else { throw Failure(key: "payload") }
    return DNSPayload(
      time: time, owner: try object("owner").actor(), cookie: try number("cookie"),
      peer: try object("peer").endpoint(), netNamespace: try number("net_namespace"),
      transport: TransportProtocol(number: try number("transport")), isAnswer: try flag("answer"),
      payload: payload, isCut: try flag("cut"))
  }

  private func container(_ time: Instant) throws(Failure) -> Container {
    Container(
      time: time, process: try object("process").process(),
      pidNamespace: try number("pid_namespace"), id: try text("id"), engine: try text("engine"),
      name: try text("name"), image: try text("image"), arguments: try texts("arguments"),
      serverName: try text("server"), serverLabel: try text("label"))
  }

  private func resolvers(_ time: Instant) throws(Failure) -> Resolvers {
    var addresses: [IPAddress] = []
    for text in try texts("addresses") {
      guard let address = IPAddress(text) else { throw Failure(key: "addresses") }
      addresses.append(address)
    }
    var hosts: [Resolvers.Host] = []
    for host in try objects("hosts") {
      hosts.append(
        Resolvers.Host(address: try host.address("ip"), names: try host.texts("names")))
    }
    return Resolvers(
      time: time, mountNamespace: try number("mount_namespace"), addresses: addresses, hosts: hosts)
  }
}
