// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The machine's users, from its password file.
package enum Accounts {
  package struct Account: Hashable, Sendable {
    package var name: String
    package var user: UInt32
    package var home: String
  }

  /// Users of /etc/passwd, and those who have a directory in /home, each home once. Whether a home
  /// is there shows when it is opened: one that another machine serves may never answer.
  ///
  /// Read as a file: name services of the network would be a connection of Egret's own.
  package static func local() -> [Account] {
    guard let bytes = passwordFile() else { return [] }
    let listed = parse(bytes)
    let homes = Set(listed.map(\.home))
    return listed + others().filter { !homes.contains($0.home) }
  }

  private static func passwordFile() -> [UInt8]? {
    guard let etc = try? UserFiles(below: "/etc", owner: 0) else { return nil }
    return try? etc.read("passwd", limit: 1 << 20).bytes
  }

  /// The number of a user of /etc/passwd, whatever home that one has.
  package static func user(named name: String) -> UInt32? {
    passwordFile().flatMap { number(of: name, in: $0) }
  }

  /// The first name of each number in /etc/passwd.
  package static func names() -> [UInt32: String] {
    passwordFile().map { names(in: $0) } ?? [:]
  }

  /// From lines of `name:password:uid:…`.
  package static func names(in bytes: [UInt8]) -> [UInt32: String] {
    var names: [UInt32: String] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(10_000) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard fields.count >= 7, let user = UInt32(String(decoding: fields[2], as: UTF8.self)),
        names[user] == nil
      else { continue }
      names[user] = String(decoding: fields[0].prefix(255), as: UTF8.self)
    }
    return names
  }

  /// From lines of `name:password:uid:…`.
  package static func number(of name: String, in bytes: [UInt8]) -> UInt32? {
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(10_000) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard fields.count >= 7, fields[0].elementsEqual(name.utf8) else { continue }
      return UInt32(String(decoding: fields[2], as: UTF8.self))
    }
    return nil
  }

  /// The name of a user of /etc/passwd.
  package static func name(of user: UInt32) -> String? {
    passwordFile().flatMap { name(of: user, in: $0) }
  }

  /// From lines of `name:password:uid:…`, the first that has it.
  package static func name(of user: UInt32, in bytes: [UInt8]) -> String? {
    let number = Array("\(user)".utf8)
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(10_000) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard fields.count >= 7, fields[2].elementsEqual(number), !fields[0].isEmpty else { continue }
      return String(decoding: fields[0], as: UTF8.self)
    }
    return nil
  }

  /// Of users that the password file does not list: a directory service knows them.
  private static func others() -> [Account] {
    let mounts = Mounts.all()
    guard !Mounts.isRemote("/home", among: mounts),
      let top = try? UserFiles(below: "/home", owner: 0), let items = try? top.list("")
    else { return [] }
    return items.filter(\.mayBeDirectory).compactMap { item in
      let home = "/home/" + item.name
      guard !Mounts.isRemote(home, among: mounts), let owner = try? UserFiles(below: home).owner,
        owner >= 1_000
      else { return nil }
      return Account(name: item.name, user: owner, home: home)
    }
  }

  /// The user this process acts as; 0 is root.
  package static var current: UInt32 { geteuid() }

  /// Lines of `name:password:uid:gid:comment:home:shell`; of those that share a home the first.
  /// Homes of no one (`/`, `/nonexistent`, system folders) are left out.
  package static func parse(_ bytes: [UInt8]) -> [Account] {
    var homes: Set<String> = []
    var accounts: [Account] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(10_000) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard fields.count >= 7, let user = UInt32(fields[2]), isHome(fields[5], of: user) else {
        continue
      }
      let home = trimmed(fields[5])
      guard homes.insert(home).inserted else { continue }
      accounts.append(Account(name: fields[0], user: user, home: home))
    }
    return accounts
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Services live in /usr, /bin, /dev and the like, and keep no MCP configuration there.
  private static func isHome(_ path: String, of user: UInt32) -> Bool {
    guard path.hasPrefix("/"), trimmed(path) != "/", path.utf8.count <= 1_024 else { return false }
    let systems = ["/usr/", "/bin", "/sbin", "/dev", "/proc", "/sys", "/run/", "/nonexistent"]
    return user == 0 || !systems.contains { path.hasPrefix($0) }
  }
}
