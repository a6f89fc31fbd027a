// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The machine's TCP ports that lead into a container, as engines keep them.
enum PublishedPorts {
  private static let limit = 256

  /// Docker's map of a container's port to the machine's: `{"8000/tcp": [{"HostIp": "", "HostPort": "80"}]}`.
  /// Where the port is a range or empty, docker chooses, and says which once the container runs.
  static func docker(_ value: ConfigurationValue?) -> [Endpoint] {
    let tcp = (value?.members ?? []).prefix(limit).filter { $0.name.hasSuffix("/tcp") }
    let bindings = tcp.flatMap { $0.value.list ?? [] }
    return Array(
      bindings.compactMap {
        endpoint($0["HostIp"]?.string ?? "", $0["HostPort"]?.scalarText)
      }.prefix(limit))
  }

  /// nerdctl's list: `[{"HostPort": 80, "ContainerPort": 8000, "Protocol": "tcp", "HostIP": "0.0.0.0"}]`.
  static func nerdctl(_ value: ConfigurationValue?) -> [Endpoint] {
    (value?.list ?? []).prefix(limit).compactMap { port in
      guard (port["Protocol"]?.string ?? "tcp") == "tcp" else { return nil }
      return endpoint(port["HostIP"]?.string ?? "", port["HostPort"]?.scalarText)
    }
  }

  /// Without an address it is on all, of both families.
  private static func endpoint(_ address: String, _ port: String?) -> Endpoint? {
    guard let port = port.flatMap({ UInt16($0) }), port != 0,
      let address = IPAddress(address.isEmpty ? "::" : address)
    else { return nil }
    return Endpoint(address: address, port: port)
  }
}
