// SPDX-License-Identifier: Apache-2.0

/// A case of Tests/Attack/watched.py: how the stolen environment leaves, or who runs what.
enum ReferenceAttack: String, CaseIterable, Sendable {
  case importTime = "import"
  case grandchild
  case doubleFork = "double-fork"
  case benign
  case ipv6
  case mapped
  case literal
  case udp
  case refused
  case silent
  case fan
  case late
  case otherUser = "other-user"
  case script
  case projectScope = "project-scope"
  case spelling
}
