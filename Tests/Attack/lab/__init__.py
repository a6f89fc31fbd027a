# SPDX-License-Identifier: Apache-2.0
"""A small internet of its own: two network namespaces, a resolver, and hosts that answer.

Python's standard library, iproute2, dnsmasq and openssl; needs root. No traffic leaves it.
"""
