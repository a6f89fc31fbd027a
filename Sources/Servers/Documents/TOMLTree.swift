// SPDX-License-Identifier: Apache-2.0

/// The tables, lists and values of a TOML file, flat: whatever the nesting, freeing it recurses into
/// nothing.
struct TOMLTree {
  struct Member {
    var name: String
    var place: Int
  }

  struct Table {
    /// How the table came to be: what may be added to it, and how, depends on it.
    enum Kind {
      /// Above the table that a header names.
      case implied
      /// By a header of its own, or as an item of `[[…]]`.
      case header
      /// By a dotted key.
      case dotted
      /// `{…}`: nothing is added to it later.
      case inline
    }

    var kind: Kind
    var order: [Member] = []
    private var places: [String: Int] = [:]

    init(_ kind: Kind) { self.kind = kind }

    subscript(_ name: String) -> Int? { places[name] }

    mutating func add(_ name: String, at place: Int) {
      order.append(Member(name: name, place: place))
      places[name] = place
    }
  }

  enum Content {
    case table(Table)
    /// Places of the items; whether it is one of `[[…]]`, which later headers add to.
    case list([Int], isOfTables: Bool)
    case scalar(ConfigurationValue.Content)
    /// A date or a time: its name is taken, its value is of no use here.
    case time
  }

  struct Node {
    var line: Int
    var content: Content
  }

  static let root = 0

  private var nodes = [Node(line: 1, content: .table(Table(.header)))]

  subscript(_ place: Int) -> Node { nodes[place] }

  /// The place of a new node that belongs to nothing yet.
  mutating func make(_ content: Content, line: Int) throws(TOMLFailure) -> Int {
    guard nodes.count < ConfigurationLimits.values else {
      throw TOMLFailure(line: line, text: "too many values")
    }
    nodes.append(Node(line: line, content: content))
    return nodes.count - 1
  }

  /// Puts a node under a new name of a table; the name must be free.
  mutating func add(
    _ name: String, _ place: Int, to table: Int, line: Int
  ) throws(TOMLFailure) {
    guard case .table(var content) = nodes[table].content, content[name] == nil else {
      throw TOMLFailure(line: line)
    }
    // Out of the node while it changes, so that it is not copied.
    nodes[table].content = .time
    content.add(name, at: place)
    nodes[table].content = .table(content)
  }

  mutating func append(_ place: Int, to list: Int) {
    guard case .list(var places, let isOfTables) = nodes[list].content else { return }
    nodes[list].content = .time
    places.append(place)
    nodes[list].content = .list(places, isOfTables: isOfTables)
  }
}

// MARK: - Ways through tables

extension TOMLTree {
  /// The table under a header's name: the last of `[[…]]`; made where there is none.
  mutating func above(_ name: String, in table: Int, line: Int) throws(TOMLFailure) -> Int {
    guard let place = try member(name, of: table, line: line) else {
      return try addTable(name, .implied, to: table, line: line)
    }
    switch nodes[place].content {
    case .table(let found) where found.kind != .inline: return place
    case .list(let places, isOfTables: true):
      guard let last = places.last else { throw TOMLFailure(line: line) }
      return last
    case .table, .list, .scalar, .time: throw TOMLFailure(line: line)
    }
  }

  /// `[…]`: the table that it begins.
  mutating func begin(_ name: String, in table: Int, line: Int) throws(TOMLFailure) -> Int {
    guard let place = try member(name, of: table, line: line) else {
      return try addTable(name, .header, to: table, line: line)
    }
    guard case .table(var found) = nodes[place].content, found.kind == .implied else {
      throw TOMLFailure(line: line)
    }
    found.kind = .header
    nodes[place] = Node(line: line, content: .table(found))
    return place
  }

  /// `[[…]]`: the item that it begins.
  mutating func beginItem(_ name: String, in table: Int, line: Int) throws(TOMLFailure) -> Int {
    let item = try make(.table(Table(.header)), line: line)
    guard let place = try member(name, of: table, line: line) else {
      try add(name, make(.list([item], isOfTables: true), line: line), to: table, line: line)
      return item
    }
    guard case .list(_, isOfTables: true) = nodes[place].content else {
      throw TOMLFailure(line: line)
    }
    append(item, to: place)
    return item
  }

  /// The table that a dotted key leads through; made where there is none.
  mutating func dotted(_ name: String, in table: Int, line: Int) throws(TOMLFailure) -> Int {
    guard let place = try member(name, of: table, line: line) else {
      return try addTable(name, .dotted, to: table, line: line)
    }
    guard case .table(let found) = nodes[place].content,
      found.kind == .dotted || found.kind == .implied
    else { throw TOMLFailure(line: line) }
    return place
  }

  private func member(
    _ name: String, of table: Int, line: Int
  ) throws(TOMLFailure) -> Int? {
    guard case .table(let found) = nodes[table].content else { throw TOMLFailure(line: line) }
    return found[name]
  }

  private mutating func addTable(
    _ name: String, _ kind: Table.Kind, to table: Int, line: Int
  ) throws(TOMLFailure) -> Int {
    let place = try make(.table(Table(kind)), line: line)
    try add(name, place, to: table, line: line)
    return place
  }
}
