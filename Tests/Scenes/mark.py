# SPDX-License-Identifier: Apache-2.0
"""A server that reaches for an address of loopback's where nothing is, and ends."""

import socket
import sys

with socket.socket() as made:
    made.setblocking(False)
    made.connect_ex((sys.argv[1], 9))
