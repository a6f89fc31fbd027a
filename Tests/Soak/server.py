# SPDX-License-Identifier: Apache-2.0
"""A server that does what it is told on stdin, one order a line, and answers with how often it did it."""

import os
import socket
import sys


def place(number):
    """The number-th address of loopback and port that nobody listens at."""
    return f"127.{64 + number // 60_000 % 64}.{number // 250 % 240}.{1 + number % 250}", 9


def connect(first, count):
    """Connects to as many places, one after the other; each is refused."""
    for number in range(first, first + count):
        with socket.socket() as one:
            one.connect_ex(place(number))
    return count


def datagrams(first, count):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        for number in range(first, first + count):
            try:
                one.sendto(b"x", place(number))
            except ConnectionRefusedError:
                one.sendto(b"x", place(number))
    return count


def names(first, count):
    """Asks 127.0.0.53 for names, below as many domains."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        for number in range(first, first + count):
            label = b"n%d" % number
            question = bytes([len(label)]) + label + b"\x07example\x00\x00\x01\x00\x01"
            try:
                one.sendto(os.urandom(2) + b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + question, ("127.0.0.53", 53))
            except ConnectionRefusedError:
                pass
    return count


def unix(first, count):
    """Unix sockets of as many names that nobody listens at."""
    for number in range(first, first + count):
        with socket.socket(socket.AF_UNIX) as one:
            one.connect_ex(f"\0soak-{number}")
    return count


def answer(first, count):
    """Listens, and is connected to by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        for _ in range(count):
            with socket.create_connection(listener.getsockname()), listener.accept()[0]:
                pass
    return count


ACTS = {"connect": connect, "datagrams": datagrams, "names": names, "unix": unix, "answer": answer}

if __name__ == "__main__":
    for line in sys.stdin:
        act, first, count = line.split()
        print(ACTS[act](int(first), int(count)), flush=True)
