// SPDX-License-Identifier: Apache-2.0

/// The global variable `canary`: while it is raised, Egret's own acts are reported.
@safe struct CanaryFlag {
  private let flag: UnsafeMutablePointer<UInt32>

  init(of object: borrowing LoadedObject) throws(KernelError) {
    unsafe flag = try object.global("canary")
  }

  func raise() { unsafe flag.pointee = 1 }
  func lower() { unsafe flag.pointee = 0 }
}
