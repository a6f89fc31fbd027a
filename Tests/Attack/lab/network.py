# SPDX-License-Identifier: Apache-2.0
"""The namespaces, the wire between them, and the resolver at the far end."""

import re
import shlex
import subprocess
from pathlib import Path

from . import plan

# Inside `ip netns exec` the mount namespace is private: what is mounted goes with the process.
# A name service cache of the machine's would ask the machine's own resolver, so it is hidden.
ENTER = """#!/bin/sh
for file in resolv.conf nsswitch.conf hosts; do
  mount --bind {directory}/etc/$file /etc/$file || exit 125
done
[ ! -d /run/nscd ] || mount -t tmpfs none /run/nscd || exit 125
{shares}
exec "$@"
"""


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"lab: {' '.join(command)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def build(near: str, far: str) -> None:
    """Two namespaces and a wire. The interfaces are made inside: the machine never sees them."""
    for name in (near, far):
        run("ip", "netns", "add", name)
        run("ip", "-n", name, "link", "set", "lo", "up")
    run("ip", "-n", near, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", far)
    for name, numbers in ((near, (plan.NEAR,)), (far, plan.FAR)):
        for number in numbers:
            add_addresses(name, number)
        run("ip", "-n", name, "link", "set", "wire", "up")
    mute(near, far)


def add_addresses(name: str, number: int) -> None:
    v4, v6 = plan.addresses(number)
    run("ip", "-n", name, "address", "add", v4 + "/24", "dev", "wire")
    run("ip", "-n", name, "address", "add", v6 + "/64", "dev", "wire", "nodad")


def mute(near: str, far: str) -> None:
    """Packets to the silent address reach the far end, which is not it and does not forward."""
    found = re.search(r"link/ether (\S+)", run("ip", "-n", far, "link", "show", "wire"))
    if not found:
        raise RuntimeError("lab: the wire has no hardware address")
    for address in plan.addresses(plan.SILENT):
        run("ip", "-n", near, "neighbour", "add", address, "lladdr", found[1], "dev", "wire",
            "nud", "permanent")


def write_entrance(directory: Path, shares: dict[str, Path]) -> Path:
    """The script that a command of the near namespace is started by.

    A share is a folder that is to be found below the lab's directory, by whomever: what it is in
    may be closed to the user that the command runs as.
    """
    etc = directory / "etc"
    etc.mkdir()
    (etc / "resolv.conf").write_text("nameserver %s\n" % (plan.V4 % plan.RESOLVER))
    (etc / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files dns\n")
    (etc / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
    mounts = []
    for name, source in shares.items():
        (directory / name).mkdir()
        mounts.append(f"mount --bind {shlex.quote(str(source))} {directory / name} || exit 125")
    script = directory / "enter"
    script.write_text(ENTER.format(directory=directory, shares="\n".join(mounts)))
    script.chmod(0o755)
    return script


def resolver_command(far: str, directory: Path) -> list[str]:
    """dnsmasq with these records and no upstream."""
    command = [
        "ip", "netns", "exec", far, "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null",
        "--no-resolv", "--no-hosts", "--no-poll", "--bind-interfaces", "--user=root", "--pid-file=",
        "--local=/#/", "--local-ttl=60", "--log-queries", f"--log-facility={directory}/dns.log"]
    command += ["--listen-address=" + address for address in plan.addresses(plan.RESOLVER)]
    for name, number in plan.HOSTS.items():
        command.append("--host-record=" + ",".join((name, *plan.addresses(number))))
    command += [f"--cname={alias},{name}" for alias, name in plan.ALIASES.items()]
    return command


def make_certificate(directory: Path) -> None:
    """One self-signed certificate for every host here."""
    names = ",".join("DNS:" + name for name in (*plan.HOSTS, *plan.ALIASES))
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=lab.example", "-addext", "subjectAltName=" + names,
        "-keyout", str(directory / "key.pem"), "-out", str(directory / "cert.pem"))
