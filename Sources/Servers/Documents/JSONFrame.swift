// SPDX-License-Identifier: Apache-2.0

/// A map or a list whose end has not been read.
struct JSONFrame {
  let isMap: Bool
  let line: Int
  let kept: KeptMembers
  /// The name whose value is read now, and its line.
  var name = ""
  var nameLine = 0
  private var values: [ConfigurationValue] = []
  private var members: [ConfigurationValue.Member] = []
  private var places: [String: Int] = [:]

  init(isMap: Bool, line: Int, kept: KeptMembers) {
    self.isMap = isMap
    self.line = line
    self.kept = kept
  }

  /// What it holds so far.
  var value: ConfigurationValue {
    ConfigurationValue(isMap ? .map(members) : .list(values), line: line)
  }

  var isFull: Bool {
    isMap ? members.count >= ConfigurationLimits.members : values.count >= ConfigurationLimits.items
  }

  var end: Unicode.Scalar { isMap ? "}" : "]" }

  /// False where the name stood before: the later value counts.
  mutating func add(_ value: ConfigurationValue) -> Bool {
    guard isMap else {
      values.append(value)
      return true
    }
    let member = ConfigurationValue.Member(name: name, line: nameLine, value: value)
    if let place = places[name] {
      members[place] = member
      return false
    }
    places[name] = members.count
    members.append(member)
    return true
  }
}
