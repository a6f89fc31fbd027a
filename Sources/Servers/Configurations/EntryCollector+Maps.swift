// SPDX-License-Identifier: Apache-2.0

/// Maps and lists of entries: the shapes most products share.
extension EntryCollector {
  mutating func collectMap(_ value: ConfigurationValue, under places: [[String]]) {
    guard let found = find(value, places) else { return }
    addMap(found)
  }

  /// A flat file is one whose members are entries; its other members are passed over.
  mutating func collectMapOrFlat(_ value: ConfigurationValue, under places: [[String]]) {
    if let found = find(value, places) {
      addMap(found)
      return
    }
    for member in value.members ?? [] {
      let isEntry = ["command", "url", "serverUrl", "httpUrl", "cmd"].contains {
        member.value[$0] != nil
      }
      if isEntry { add(name: member.name, value: member.value, line: member.line) }
    }
  }

  mutating func collectList(_ value: ConfigurationValue, under places: [[String]]) {
    guard let found = find(value, places) else { return }
    guard let list = found.list else {
      addMap(found)
      return
    }
    addList(list)
  }

  mutating func addList(_ list: [ConfigurationValue]) {
    for (index, item) in list.enumerated() {
      let given = (item["name"] ?? item["id"] ?? item["uses"])?.scalarText
      let name = given ?? "server \(index + 1)"
      add(name: name, value: item, line: item.line)
    }
  }

  mutating func addMap(
    _ value: ConfigurationValue, scope: ServerEntry.Scope? = nil, project: String? = nil
  ) {
    guard let members = value.members else {
      if !value.isNull { tell("the servers are not an object", line: value.line, lost: .part) }
      return
    }
    for member in members {
      add(
        name: member.name, value: member.value, line: member.line, scope: scope, project: project)
    }
  }

  /// The first of the places that is there, nested (`a: {b:`) or dotted (`"a.b":`).
  func find(_ value: ConfigurationValue, _ places: [[String]]) -> ConfigurationValue? {
    places.lazy.compactMap { path in
      value.value(at: path) ?? value[path.joined(separator: ".")]
    }.first
  }
}
