// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// The descriptors of an exec record.
extension WireDecoder {
  static func descriptor(_ wire: wire_descriptor) -> Descriptor {
    wire.mode == 0
      ? .closed : Descriptor(kind: kind(mode: wire.mode, device: wire.device), inode: wire.inode)
  }

  /// The file type of inode(7), octal as there.
  private static func kind(mode: UInt16, device: UInt32) -> Descriptor.Kind {
    switch mode & 0o170000 {
    case 0o010000: .pipe
    case 0o140000: .socket
    case 0o100000: .file
    case 0o020000: characterDevice(major: device >> 20, minor: device & 0xfffff)
    default: .other
    }
  }

  /// Majors of the kernel's devices.txt: 4 and 5 terminals, 136 to 143 pseudo-terminals, 1:3 null.
  private static func characterDevice(major: UInt32, minor: UInt32) -> Descriptor.Kind {
    switch (major, minor) {
    case (4, _), (5, _), (136...143, _): .terminal
    case (1, 3): .null
    default: .other
    }
  }
}
