// SPDX-License-Identifier: Apache-2.0

/// While it is raised, the canary's acts are reported.
protocol RaisedFlag {
  func raise()
  func lower()
}

/// The global variable `canary`.
@safe struct CanaryFlag: RaisedFlag {
  private let flag: UnsafeMutablePointer<UInt32>

  init(of object: borrowing LoadedObject) throws(KernelError) {
    unsafe flag = try object.global("canary")
  }

  func raise() { unsafe flag.pointee = 1 }
  func lower() { unsafe flag.pointee = 0 }
}
