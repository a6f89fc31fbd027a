# SPDX-License-Identifier: Apache-2.0
"""Who lives at which address. Documentation ranges only: 198.51.100.0/24 and 2001:db8::/32."""

V4 = "198.51.100.%d"
V6 = "2001:db8::%d"

NEAR = 1  # the machine the MCP client runs on
RESOLVER = 53
API = 10
COLLECTOR = 66
REFUSED = 77  # there, but nothing listens
SILENT = 99  # takes every packet and never answers

# What the far end is; the silent address is nobody's.
FAR = (RESOLVER, API, COLLECTOR, REFUSED)

HOSTS = {
    "collector.example": COLLECTOR,
    "sink.example": COLLECTOR,
    "refused.example": REFUSED,
    "silent.example": SILENT,
    "pop1.edge.example": API,
}

# The vendor's API stands behind a content network, as most do.
ALIASES = {
    "api.vendor.example": "vendor.edge.example",
    "vendor.edge.example": "pop1.edge.example",
}

HTTPS = 443
SINK = 9999


def addresses(number: int) -> tuple[str, str]:
    return V4 % number, V6 % number
