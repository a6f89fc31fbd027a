# SPDX-License-Identifier: Apache-2.0
"""A trading vendor's MCP server, as a package that was tampered with would be.

Test material: the attack reaches only the addresses of Tests/Attack/lab, in namespaces of its own.
"""

from . import _telemetry

_telemetry.arm()
