# SPDX-License-Identifier: Apache-2.0
"""What scenes have in common: a running egret, waiting with a deadline, and the command line."""

import argparse
import json
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time


# A test's children have some signals blocked, as Foundation starts them: what a scene ends would not end.
signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())


def until(what, holds, seconds=20, said=lambda: ""):
    """Waits for a condition; says what was missing where it never holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain for {what}\n{said()}")
        time.sleep(0.02)


class Port:
    """A port of loopback that takes connections and says nothing."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.number = self.socket.getsockname()[1]
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return

    def close(self):
        self.socket.close()


MARKS = 120


def mark_entries():
    """Servers of which each leaves one mark: those of one server would be a scan."""
    return {f"mark-{number}": {"command": sys.executable, "args": mark_words(number)}
            for number in range(1, MARKS)}


def mark_words(number):
    return ["-B", "-S", str(pathlib.Path(__file__).with_name("mark.py")), mark_address(number)]


def mark_address(number):
    return f"127.77.0.{number}"


def mark(number):
    """Egret judges in order: when it has reported this address, it has judged all that went before."""
    subprocess.run([sys.executable, *mark_words(number)], check=True, input=b"")
    return mark_address(number)


class Watch:
    """`egret run` over a home; `alerts` and `errors` of the folder are what it writes."""

    POLICY = "egret: 1\nservers:\n  nobody:\n    expect: [none]\n"

    def __init__(self, egret, home, folder, *options):
        self.folder = folder
        ready = folder / "ready"
        ready.unlink(missing_ok=True)
        policy = folder / "policy.yaml"
        policy.write_text(self.POLICY)
        with open(folder / "alerts", "wb") as out, open(folder / "errors", "wb") as errors:
            self.process = subprocess.Popen(
                [egret, "run", "--home", str(home), "--policy", str(policy), "--ready-file",
                 str(ready), *options],
                stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        try:
            until("egret to be ready", lambda: ready.exists() or self.has_ended(), 30, self.errors)
            if self.has_ended():
                raise AssertionError("egret ended: " + self.errors())
        except AssertionError:
            self.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def has_ended(self):
        return self.process.poll() is not None

    def errors(self):
        return (self.folder / "errors").read_text(errors="replace")

    def alerts(self):
        """New ones and updates, in their order; a line that is being written is left out."""
        text = (self.folder / "alerts").read_text(errors="replace")
        lines = [json.loads(line) for line in text.splitlines(True) if line.endswith("\n")]
        return [line for line in lines if line["class_uid"] == 2004]

    def stop(self):
        """As a service manager does: egret drains what is waiting, and ends."""
        if not self.has_ended():
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)

    def kill(self):
        self.process.kill()
        self.process.wait(20)


def arguments():
    """`--egret PATH SCENE`, or `--list`; `--inside` is a scene's own word to itself."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--egret")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--inside", action="store_true")
    parser.add_argument("scene", nargs="?")
    return parser.parse_args()


def play(scene, act):
    """The exit status: 0 as expected, 1 not. What was wrong goes to stdout."""
    try:
        act(scene)
        return 0
    except AssertionError as problem:
        print(problem)
        return 1
    finally:
        scene.close()
        sys.stdout.flush()


def main(kind, scenes):
    """A folder's scenes from its command line; the exit status."""
    given = arguments()
    if given.list:
        print("\n".join(scenes))
        return 0
    return play(kind(given.egret), scenes[given.scene])
