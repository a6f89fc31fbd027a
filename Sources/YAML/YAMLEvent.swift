// SPDX-License-Identifier: Apache-2.0

/// What libyaml's parser finds next, with where it starts.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case alias(anchor: String)
    case scalar(String, isPlain: Bool, anchor: String?)
    case sequenceStart(anchor: String?)
    case mappingStart(anchor: String?)
    /// Of a sequence or a mapping.
    case end
    case streamEnd
    /// The start of the stream, the end of a document: nothing to build.
    case other
  }

  var kind: Kind
  var mark: YAMLMark
}
