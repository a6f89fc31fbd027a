# SPDX-License-Identifier: Apache-2.0
"""A file system that never answers: mounts a FUSE on a directory and reads every request.

    silent.py DIRECTORY USER [--answer-facts]

With --answer-facts it tells its size when asked, and is silent otherwise. Ends with its input.
"""

import ctypes
import os
import struct
import sys
import threading

INIT, STATFS = 26, 17


def answer(descriptor, unique, body):
    os.write(descriptor, struct.pack("<IiQ", 16 + len(body), 0, unique) + body)


def serve(descriptor, tells):
    while True:
        request = os.read(descriptor, 1 << 20)
        _, operation, unique = struct.unpack("<IIQ", request[:16])
        if operation == INIT:
            body = struct.pack("<IIIIHHIIHH", 7, 31, 1 << 16, 0, 12, 9, 1 << 16, 1, 0, 0)
            answer(descriptor, unique, body + bytes(32))
        elif operation == STATFS and tells:
            answer(descriptor, unique, bytes(80))


def main():
    directory, user = sys.argv[1:3]
    descriptor = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={descriptor},rootmode=40000,user_id={user},group_id=0,allow_other"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"silent", directory.encode(), b"fuse", 0, options.encode()):
        sys.exit(os.strerror(ctypes.get_errno()))
    threading.Thread(target=serve, args=(descriptor, "--answer-facts" in sys.argv),
                     daemon=True).start()
    print("mounted", flush=True)
    sys.stdin.read()
    libc.umount2(directory.encode(), 2)


if __name__ == "__main__":
    main()
