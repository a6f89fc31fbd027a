# SPDX-License-Identifier: Apache-2.0
"""A client whose server dies again and again: `restarts.py TIMES COMMAND [ARGUMENT…]`."""

import subprocess
import sys

for _ in range(int(sys.argv[1])):
    subprocess.run(sys.argv[2:], input=b"{}\n", stdout=subprocess.PIPE, check=True)
