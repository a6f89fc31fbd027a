# SPDX-License-Identifier: Apache-2.0
"""A small internet of its own: two network namespaces, a resolver, and hosts that answer.

Python's standard library, iproute2, dnsmasq and openssl; needs root. No traffic leaves it.
"""

import signal

# A test runner's worker threads block most signals, and what they start inherits that: a shell's
# `wait` would then never return.
signal.pthread_sigmask(signal.SIG_SETMASK, ())
