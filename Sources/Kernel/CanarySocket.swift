// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// A socket of the canary's own. None of its calls waits.
struct CanarySocket: ~Copyable {
  private let descriptor: FileDescriptor

  /// `type` is SOCK_STREAM, SOCK_DGRAM or SOCK_RAW.
  init(
    family: Int32, _ type: __socket_type, protocol number: Int32 = 0
  ) throws(KernelError) {
    let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let made = Glibc.socket(family, Int32(type.rawValue) | flags, number)
    guard let descriptor = FileDescriptor(checking: made) else { throw Self.failed("socket") }
    self.descriptor = descriptor
  }

  /// A socket that holds a port of an address, so that nobody else gets what is sent there.
  static func holding(
    _ address: IPAddress, _ type: __socket_type
  ) throws(KernelError) -> CanarySocket {
    let socket = try CanarySocket(family: family(of: address), type)
    try socket.bind(to: Self.name(Endpoint(address: address, port: 0)))
    return socket
  }

  /// A Unix socket with an abstract name that the kernel chooses: nobody can have taken it before.
  static func holdingUnix(_ type: __socket_type) throws(KernelError) -> CanarySocket {
    let socket = try CanarySocket(family: AF_UNIX, type)
    try socket.bind(to: [UInt8(AF_UNIX), 0])
    // A connect to one that does not listen is refused before every hook has seen it.
    if type == SOCK_STREAM { try check("listen", Int(listen(socket.descriptor.number, 1))) }
    return socket
  }

  private func bind(to name: [UInt8]) throws(KernelError) {
    let result = unsafe Self.with(name) { unsafe Glibc.bind(descriptor.number, $0, $1) }
    try Self.check("bind", Int(result))
  }

  /// The kernel refuses it: the socket does not listen.
  func acceptInVain() { egret_accept_in_vain(descriptor.number) }

  static func family(of address: IPAddress) -> Int32 { address.isIPv4 ? AF_INET : AF_INET6 }

  /// The port it holds.
  func port() throws(KernelError) -> UInt16 {
    let name = try ownName()
    return name.count < 4 ? 0 : UInt16(name[2]) << 8 | UInt16(name[3])
  }

  /// The sockaddr it is bound to.
  func ownName() throws(KernelError) -> [UInt8] {
    var name = [UInt8](repeating: 0, count: 128)
    var size = socklen_t(name.count)
    let result = unsafe name.withUnsafeMutableBytes { bytes in
      unsafe getsockname(
        descriptor.number, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &size)
    }
    try Self.check("getsockname", Int(result))
    return Array(name.prefix(Int(size)))
  }

  /// A TCP connect is under way or refused: both are what is wanted.
  func connect(to endpoint: Endpoint) { connect(to: Self.name(endpoint)) }

  func connect(to name: [UInt8]) {
    _ = unsafe Self.with(name) { unsafe Glibc.connect(descriptor.number, $0, $1) }
  }

  func sendConnected() throws(KernelError) {
    try Self.check("send", unsafe Glibc.send(descriptor.number, Self.text, Self.text.count, 0))
  }

  func send(_ bytes: [UInt8] = text, to endpoint: Endpoint) throws(KernelError) {
    try send(bytes, to: Self.name(endpoint))
  }

  func send(_ bytes: [UInt8] = text, to name: [UInt8]) throws(KernelError) {
    let sent = unsafe Self.with(name) {
      unsafe sendto(descriptor.number, bytes, bytes.count, 0, $0, $1)
    }
    try Self.check("sendto", sent)
  }

  func sendMessage(to endpoint: Endpoint) throws(KernelError) {
    var name = Self.name(endpoint)
    let sent = unsafe name.withUnsafeMutableBytes { bytes in
      var message = unsafe msghdr()
      unsafe message.msg_name = bytes.baseAddress
      unsafe message.msg_namelen = socklen_t(bytes.count)
      return unsafe sendmsg(descriptor.number, &message, 0)
    }
    try Self.check("sendmsg", sent)
  }

  func sendMessages(to endpoint: Endpoint) throws(KernelError) {
    let sent = unsafe Self.with(Self.name(endpoint)) { name, size in
      unsafe name.map { unsafe Int(egret_send_many(descriptor.number, $0, size)) } ?? -1
    }
    try Self.check("sendmmsg", sent)
  }

  /// Whether a datagram came within so many milliseconds; it is thrown away.
  func receives(within milliseconds: Int32) -> Bool {
    var waited = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waited, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 64)
    return unsafe recv(descriptor.number, &bytes, bytes.count, 0) >= 0
  }

  private static let text = Array("egret".utf8)

  /// A sockaddr_in or sockaddr_in6.
  static func name(_ endpoint: Endpoint) -> [UInt8] {
    let family = UInt16(family(of: endpoint.address))
    let head =
      unsafe withUnsafeBytes(of: family) { unsafe Array($0) }
      + [UInt8(endpoint.port >> 8), UInt8(endpoint.port & 255)]
    let address = endpoint.address.bytes
    let padding = { [UInt8](repeating: 0, count: $0) }
    return address.count == 4
      ? head + address + padding(8) : head + padding(4) + address + padding(4)
  }

  @unsafe private static func with<Result>(
    _ name: [UInt8], _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Result
  ) -> Result {
    unsafe name.withUnsafeBytes { bytes in
      unsafe body(
        bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
  }

  private static func check(_ call: String, _ result: Int) throws(KernelError) {
    guard result >= 0 else { throw failed(call) }
  }

  private static func failed(_ call: String) -> KernelError {
    KernelError(.refused, "\(call) on loopback failed", why: KernelError.text(errno: errno))
  }
}
