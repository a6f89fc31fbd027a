// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The errors of an output.
package enum SinkError: Error, Hashable, Sendable {
  case unknownOutput(String)
  case cannotOpen(path: String, code: Int32)
  /// A file that has to be new is there already.
  case exists(path: String)
  /// A pipe, a socket or a folder stands in the place of the file.
  case notAFile(path: String)
  case unknownGroup(String, path: String)
  case socketPathTooLong(path: String)
  case cannotConnect(socket: String, code: Int32)
  case cannotWrite(output: String, code: Int32)
  /// Nobody listens on a socket on which somebody did.
  case away(output: String, code: Int32)
  /// The reader has closed its end.
  case closed(output: String)
  case noThread(code: Int32)
}

extension SinkError {
  enum Remedy {
    /// The line is lost; the next may do better.
    case skipLine
    /// The same line will do, later.
    case wait
    /// Nothing more will be written.
    case giveUp
  }

  var remedy: Remedy {
    switch self {
    case .closed: .giveUp
    case .away: .wait
    case .unknownOutput, .cannotOpen, .exists, .notAFile, .unknownGroup,
      .socketPathTooLong, .cannotConnect,
      .cannotWrite, .noThread:
      .skipLine
    }
  }
}

extension SinkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownOutput(let text):
      "no output is spelt '\(text)': use \(Output.spelling)"
    case .cannotOpen(let path, let code):
      "cannot open \(path) to write: \(Self.text(code)); check the folder and its permissions"
    case .exists(let path):
      "cannot write to \(path): it is there already; name a new file, or move it"
    case .notAFile(let path):
      "cannot write to \(path): it is no regular file; for a pipe use stdout"
    case .unknownGroup(let group, let path):
      "cannot give \(path) to the group '\(group)': this machine has none of that name"
    case .socketPathTooLong(let path):
      "cannot connect to \(path): a socket's path has at most 107 bytes"
    case .cannotConnect(let socket, let code):
      "cannot connect to the socket \(socket): \(Self.text(code)); does its daemon run?"
    case .cannotWrite(let output, let code): "cannot write to \(output): \(Self.text(code))"
    case .away(let output, let code):
      "nobody listens on \(output): \(Self.text(code)); lines wait until somebody does"
    case .closed(let output): "nobody reads \(output) any more"
    case .noThread(let code): "cannot start the writing thread: \(Self.text(code))"
    }
  }

  private static func text(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
