// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How a command shows a list.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
