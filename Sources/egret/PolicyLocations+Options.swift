// SPDX-License-Identifier: Apache-2.0

internal import Discovery
internal import Kernel

/// Where the policy that given options ask for lies: absolute; nowhere where that cannot be known.
extension PolicyLocations {
  init(of options: WatchOptions) {
    guard let given = options.policy else {
      self.init(files: [PolicyFile.defaultPath], folders: [PolicySource.defaultFolder])
      return
    }
    let here = ClientProcess.workingDirectory(of: UInt32(bitPattern: MachineFacts.ownProcess))
    guard let path = RunningClients.absolute(given, in: here) else {
      self.init(files: [])
      return
    }
    let isFolder = PolicyFile(path: path).isFolder
    self.init(files: isFolder ? [] : [path], folders: isFolder ? [path] : [])
  }
}
