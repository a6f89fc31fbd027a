// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Monitoring

/// The command line as an alert shows it.
extension FindingProcess {
  /// Its command line as a line may show it.
  var shownCommand: ShownCommand { ShownCommand(arguments, isCut: argumentsAreCut) }
}
