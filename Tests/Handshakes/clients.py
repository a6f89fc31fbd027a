# SPDX-License-Identifier: Apache-2.0
"""Clients that no program on the machine is: `clients.py HOW HOST NAME`."""

import asyncio
import socket
import ssl
import sys
import time


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    return made


def plain(host, name):
    with socket.create_connection((host, 443), 5) as made, context().wrap_socket(made, server_hostname=name) as tls:
        tls.sendall(b"GET / HTTP/1.1\r\nHost: secret.inside.test\r\n\r\n")
        return tls.recv(4096)


def hello(name):
    """The bytes of a ClientHello."""
    out = ssl.MemoryBIO()
    tls = context().wrap_bio(ssl.MemoryBIO(), out, server_hostname=name)
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        return out.read()


def send(host, parts):
    with socket.create_connection((host, 443), 5) as made:
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            made.sendall(part)
            time.sleep(0.001)
        return made.recv(4096)


def dripped(host, name):
    return send(host, [bytes([byte]) for byte in hello(name)])


def records(host, name):
    """The message spread over TLS records of 50 bytes, and these over segments."""
    message = hello(name)[5:]
    parts = [message[start:start + 50] for start in range(0, len(message), 50)]
    stream = b"".join(b"\x16\x03\x01" + len(part).to_bytes(2, "big") + part for part in parts)
    return send(host, [stream[start:start + 70] for start in range(0, len(stream), 70)])


def quic(host, name):
    from aioquic.asyncio import connect
    from aioquic.quic.configuration import QuicConfiguration

    async def talk():
        configuration = QuicConfiguration(alpn_protocols=["h3"], verify_mode=ssl.CERT_NONE, server_name=name)
        async with connect(host, 443, configuration=configuration) as client:
            await client.ping()
            return b"pong"
    return asyncio.run(asyncio.wait_for(talk(), 10))


HOW = {"plain": plain, "dripped": dripped, "records": records, "quic": quic}
print(len(HOW[sys.argv[1]](*sys.argv[2:])))
