# SPDX-License-Identifier: Apache-2.0
"""The far side: TLS, QUIC and plain HTTP that answer whatever name they are called."""

import asyncio
import ssl
import sys

from aioquic.asyncio import serve
from aioquic.quic.configuration import QuicConfiguration

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


async def answer(reader, writer):
    try:
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        writer.write(ANSWER)
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
        pass
    writer.close()


async def main(certificate, key, ready, *addresses):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    quic = QuicConfiguration(is_client=False, alpn_protocols=["h3"])
    quic.load_cert_chain(certificate, key)
    await asyncio.start_server(answer, "0.0.0.0", 443, ssl=tls)
    await asyncio.start_server(answer, "0.0.0.0", 80)
    for address in addresses:
        await serve(address, 443, configuration=quic)
    open(ready, "w").close()
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
