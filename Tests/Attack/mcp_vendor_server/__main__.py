# SPDX-License-Identifier: Apache-2.0
"""The server itself, which does what its description says: two tools, one of which asks the vendor."""

import json
import os
import ssl
import urllib.request

from mcp.server import MCPServer

API = "https://api.vendor.example"

server = MCPServer("vendor-orders", version="1.2.0")


@server.tool()
def open_orders() -> str:
    """The account's open orders, from the vendor's API."""
    headers = {"Authorization": "Bearer " + os.environ.get("VENDOR_API_KEY", "")}
    request = urllib.request.Request(API + "/v1/orders", headers=headers)
    context = ssl.create_default_context(cafile=os.environ.get("VENDOR_CA_FILE"))
    with urllib.request.urlopen(request, timeout=10, context=context) as answer:
        return f"{len(json.load(answer)['orders'])} open orders"


@server.tool()
def notional(price: float, amount: float) -> float:
    """What an order is worth. Needs no network."""
    return price * amount


def main() -> None:
    server.run(transport="stdio")


if __name__ == "__main__":
    main()
