// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Servers

/// Where the bytes of a client's configuration become entries: in a process that has no power, or, of a command that
/// is over soon and watches nothing, in its own.
package struct ConfigurationParser {
  /// What parsers' processes know the task by.
  package static let task: UInt8 = 0

  /// Nil: in this process.
  private let keeper: ParserKeeper?

  package static let inThisProcess = ConfigurationParser(keeper: nil)

  package init(keeper: ParserKeeper?) { self.keeper = keeper }

  /// `writer` is who has written the file; nil where anyone may have. Throws where there is no answer.
  func read(
    _ request: ConfigurationRequest, writer: UInt32?, _ next: @escaping () -> [UInt8]?
  ) throws(ParserFailure) -> ConfigurationReading {
    guard let keeper else {
      return ConfigurationReader.read(file: request.file, source: request.source, next)
    }
    return try keeper.ask(Self.task, request.encoded, user: writer, next) {
      ConfigurationReading(encoded: $0, file: request.file, source: request.source)
    }
  }

  /// Nothing more is read for now.
  func rest() { keeper?.rest() }

  /// What a parser's process does with such a task; nothing, which is no reading, where it is none.
  package static func answer(_ facts: [UInt8], _ next: @escaping () -> [UInt8]?) -> [UInt8] {
    ConfigurationRequest(encoded: facts)?.answer(next) ?? []
  }
}
