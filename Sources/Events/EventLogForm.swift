// SPDX-License-Identifier: Apache-2.0

/// One of the shapes that an object of the log can have, each of which has a key that no other has.
protocol EventLogForm: CaseIterable {
  var key: StaticString { get }
}
