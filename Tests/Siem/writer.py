# SPDX-License-Identifier: Apache-2.0
"""Writes a stream into a file as Egret does: whole lines, appended; SIGHUP opens the path again."""

import os
import signal
import sys
import time

path, source, pause = sys.argv[1], sys.argv[2], float(sys.argv[3])
flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
target = os.open(path, flags, 0o640)


def reopen(*_):
    global target
    fresh = os.open(path, flags, 0o640)
    os.close(target)
    target = fresh


signal.signal(signal.SIGHUP, reopen)
with open(source, "rb") as lines:
    for line in lines:
        os.write(target, line)
        time.sleep(pause)
