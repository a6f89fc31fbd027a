// SPDX-License-Identifier: Apache-2.0

/// Builds the nodes of a document from its events, within limits.
///
/// Nodes behind an alias are shared, so a few lines can stand for more nodes than memory holds, and
/// whoever walks them or compares them would take for ever. So each node that has an anchor is kept with
/// how many nodes it stands for and how deep they go, and an alias counts as all of them.
struct YAMLComposer: ~Copyable {
  /// A node with what walking it would cost.
  private struct Built {
    var node: YAMLNode
    var count = 1
    var height = 0

    mutating func contain(_ other: Self) {
      count += other.count
      height = max(height, other.height + 1)
    }
  }

  private var events: YAMLEvents
  private let limits: YAMLLimits
  private var anchors: [String: Built] = [:]
  private var nodes = 0
  private var aliases = 0

  init(events: consuming YAMLEvents, limits: YAMLLimits) {
    self.events = events
    self.limits = limits
  }

  mutating func compose() throws(YAMLProblem) -> YAMLNode? {
    guard try skip().isDocument else { return nil }
    let root = try built(from: events.next(), depth: 0)
    let after = try skip()
    if after.isDocument { throw .secondDocument(at: after.mark) }
    return root.node
  }

  /// Past what holds nothing, to a document's start or the stream's end.
  private mutating func skip() throws(YAMLProblem) -> (isDocument: Bool, mark: YAMLMark) {
    while true {
      let event = try events.next()
      switch event.kind {
      case .documentStart: return (true, event.mark)
      case .streamEnd: return (false, event.mark)
      case .other, .alias, .scalar, .sequenceStart, .mappingStart, .end: continue
      }
    }
  }

  private mutating func built(from event: YAMLEvent, depth: Int) throws(YAMLProblem) -> Built {
    switch event.kind {
    case .alias(let anchor): return try resolve(anchor, event.mark, depth: depth)
    case .scalar(let text, let isPlain, let anchor):
      try charge(1, .tooManyNodes(at: event.mark))
      let node = YAMLNode(content: .scalar(text, isPlain: isPlain), mark: event.mark)
      return keep(Built(node: node), anchor)
    case .sequenceStart(let anchor):
      return keep(try sequence(event.mark, depth: depth), anchor)
    case .mappingStart(let anchor):
      return keep(try mapping(event.mark, depth: depth), anchor)
    case .documentStart, .end, .streamEnd, .other:
      throw .syntax("did not find expected node content", at: event.mark, context: nil)
    }
  }

  /// The node that an anchor before it names: not the one that the alias stands in.
  private mutating func resolve(
    _ anchor: String, _ mark: YAMLMark, depth: Int
  ) throws(YAMLProblem) -> Built {
    aliases += 1
    if aliases > limits.aliases { throw .tooManyAliases(at: mark) }
    guard let built = anchors[anchor] else { throw .undefinedAlias(at: mark) }
    if depth + built.height > limits.depth { throw .tooDeep(at: mark) }
    try charge(built.count, .expansion(at: mark))
    return built
  }

  private mutating func sequence(_ mark: YAMLMark, depth: Int) throws(YAMLProblem) -> Built {
    try enter(mark, depth: depth)
    var nodes: [YAMLNode] = []
    var built = Built(node: YAMLNode(content: .sequence([]), mark: mark))
    while let item = try next(depth: depth + 1) {
      nodes.append(item.node)
      built.contain(item)
    }
    built.node.content = .sequence(nodes)
    return built
  }

  private mutating func mapping(_ mark: YAMLMark, depth: Int) throws(YAMLProblem) -> Built {
    try enter(mark, depth: depth)
    var pairs: [YAMLNode.Pair] = []
    var built = Built(node: YAMLNode(content: .mapping([]), mark: mark))
    while let key = try next(depth: depth + 1) {
      let value = try self.built(from: events.next(), depth: depth + 1)
      pairs.append(.init(key: key.node, value: value.node))
      built.contain(key)
      built.contain(value)
    }
    if !limits.mayRepeatKeys { try checkKeys(pairs) }
    built.node.content = .mapping(pairs)
    return built
  }

  /// The next item of the sequence or mapping; nil at its end.
  private mutating func next(depth: Int) throws(YAMLProblem) -> Built? {
    let event = try events.next()
    if case .end = event.kind { return nil }
    return try built(from: event, depth: depth)
  }

  private mutating func enter(_ mark: YAMLMark, depth: Int) throws(YAMLProblem) {
    if depth >= limits.depth { throw .tooDeep(at: mark) }
    try charge(1, .tooManyNodes(at: mark))
  }

  private mutating func charge(_ count: Int, _ problem: YAMLProblem) throws(YAMLProblem) {
    nodes += count
    if nodes > limits.nodes { throw problem }
  }

  /// An anchor that stands again names the later node from there on.
  private mutating func keep(_ built: Built, _ anchor: String?) -> Built {
    if let anchor { anchors[anchor] = built }
    return built
  }

  private func checkKeys(_ pairs: [YAMLNode.Pair]) throws(YAMLProblem) {
    var first: [String: YAMLMark] = [:]
    var repeated: [String: YAMLMark] = [:]
    for pair in pairs {
      guard case .scalar(let name, _) = pair.key.content else { continue }
      if first[name] == nil {
        first[name] = pair.key.mark
      } else if repeated[name] == nil {
        repeated[name] = pair.key.mark
      }
    }
    let names = repeated.keys.sorted()
    guard let name = names.first, let mark = repeated[name], let before = first[name] else {
      return
    }
    throw .duplicateKeys(names, at: mark, first: before)
  }
}
