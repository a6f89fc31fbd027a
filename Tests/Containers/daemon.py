# SPDX-License-Identifier: Apache-2.0
"""A container engine's daemon: starts what is asked for with runc, and keeps the files that the
real one keeps.

    daemon.py FOLDER KIND HOME

Listens on FOLDER/socket and prints a line when it does. Ends when its input does.
"""

import array
import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).parent


def arguments(words):
    """`run [-i] [--rm] [-l NAME=VALUE] [-p HOST:CONTAINER] IMAGE [ARGUMENT…]` as image, labels, ports, arguments."""
    rest, labels, ports = list(words[words.index("run") + 1:]), {}, {}
    while rest[0].startswith("-"):
        option = rest.pop(0)
        if option == "-l":
            name, _, value = rest.pop(0).partition("=")
            labels[name] = value
        if option == "-p":
            host, _, inside = rest.pop(0).rpartition(":")
            address, _, number = host.rpartition(":")
            ports[f"{inside}/tcp"] = [{"HostIp": address, "HostPort": number}]
    return rest[0], labels, ports, rest[1:]


class Kind:
    """Where an engine keeps its files and its cgroups."""

    def __init__(self, name, home):
        self.name, self.home = name, home
        self.program = name.split("-")[0]

    def cgroup(self, ident):
        return {
            "docker": f"/docker/{ident}",
            "docker-systemd": f"/system.slice/docker-{ident}.scope",
            "docker-elsewhere": f"/docker/{ident}",
            "docker-rootless": f"/user.slice/user-1000.slice/user@1000.service/user.slice/"
                               f"docker-{ident}.scope",
            "podman": f"/machine.slice/libpod-{ident}.scope/container",
            "podman-elsewhere": f"/libpod_parent/libpod-{ident}",
            "podman-rootless": f"/user.slice/user-1000.slice/user@1000.service/user.slice/"
                               f"libpod-{ident}.scope/container",
            "nerdctl": f"/system.slice/nerdctl-{ident}.scope",
        }[self.name]

    def record(self, ident, bundle, image, labels, ports, command):
        """The files, as the engine's own of a container that starts."""
        data = self.data()
        if self.program == "docker":
            text = (HERE / "config.v2.json").read_text()
            record = json.loads(text.replace("CONTAINER", ident))
            record["Path"], record["Args"] = command[0], command[1:]
            record["Config"] |= {"Image": image, "Cmd": command[1:], "Labels": labels}
            self.write(data / "containers" / ident / "config.v2.json", record)
            self.write(data / "containers" / ident / "hostconfig.json", {"PortBindings": ports})
        elif self.program == "podman":
            text = (HERE / "containers.json").read_text()
            record = json.loads(text.replace("CONTAINER", ident))
            metadata = json.loads(record[-1]["metadata"]) | {"image-name": image}
            record[-1]["metadata"] = json.dumps(metadata)
            self.write(data / "overlay-containers/containers.json", record)
            copy = data / "overlay-containers" / ident / "userdata/config.json"
            self.write(copy, json.loads((bundle / "config.json").read_text()))
        else:
            self.write(data / ident / "config.json", json.loads((bundle / "config.json").read_text()))

    def data(self):
        return pathlib.Path({
            "docker": "/var/lib/docker",
            "docker-systemd": "/var/lib/docker",
            "docker-elsewhere": "/srv/engine",
            "docker-rootless": f"{self.home}/.local/share/docker",
            "podman": "/var/lib/containers/storage",
            "podman-elsewhere": "/srv/pods",
            "podman-rootless": f"{self.home}/.local/share/containers/storage",
            "nerdctl": "/run/containerd/io.containerd.runtime.v2.task/default",
        }[self.name])

    def write(self, path, value):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
        if self.name.endswith("-rootless"):
            os.chown(path, 1000, 1000)


def specification(command, cgroup, image, name):
    """What an engine gives runc: no network of its own, so that it reaches the scene's."""
    mounts = [("proc", "/proc", "proc", []), ("tmpfs", "/dev", "tmpfs", ["nosuid", "mode=755"])]
    return {
        "ociVersion": "1.0.2",
        "process": {
            "terminal": False, "user": {"uid": 0, "gid": 0}, "args": command, "cwd": "/",
            "env": ["PATH=/bin", "TOKEN=sold-to-nobody"], "noNewPrivileges": True,
        },
        "root": {"path": "rootfs", "readonly": True},
        "hostname": "box",
        "mounts": [
            {"destination": place, "type": kind, "source": source, "options": options}
            for source, place, kind, options in mounts
        ],
        "annotations": {"nerdctl/name": name, "org.opencontainers.image.ref.name": image},
        "linux": {
            "cgroupsPath": cgroup,
            "namespaces": [{"type": one} for one in ("pid", "ipc", "uts", "mount")],
        },
    }


class Daemon:
    """The image's entry point is `/bin/server`; the words of the command line follow it."""

    def __init__(self, folder, kind):
        self.folder, self.kind = folder, kind
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / "socket"))
        os.chmod(folder / "socket", 0o666)
        self.listener.listen(8)

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.answer, args=(client,), daemon=True).start()

    def answer(self, client):
        size = 2 * array.array("i").itemsize
        text, ancillary, _, _ = client.recvmsg(4096, socket.CMSG_SPACE(size))
        descriptors = array.array("i")
        descriptors.frombytes(ancillary[0][2][:size])
        words = text.decode().rstrip("\0").split("\0")
        with os.fdopen(descriptors[0], "rb") as given, os.fdopen(descriptors[1], "wb") as taken:
            status = self.run(*arguments(words), given, taken)
        client.send(bytes([status & 0xFF]))
        client.close()

    def run(self, image, labels, ports, words, given, taken):
        ident = secrets.token_hex(32)
        bundle = self.folder / ident
        self.lay(bundle / "rootfs")
        command = ["/bin/server", *words]
        (bundle / "config.json").write_text(json.dumps(
            specification(command, self.kind.cgroup(ident), image, "box-" + ident[:8])))
        self.kind.record(ident, bundle, image, labels, ports, command)
        with open(self.folder / "runc.log", "ab") as log:
            return subprocess.run(
                ["runc", "--root", str(self.folder / "state"), "run", "--bundle", str(bundle),
                 ident],
                stdin=given, stdout=taken, stderr=log).returncode

    def lay(self, root):
        for place in ("bin", "proc", "dev"):
            (root / place).mkdir(parents=True)
        for program in ("sh", "nc"):
            shutil.copy2(shutil.which("busybox"), root / "bin" / program)
        shutil.copy2(HERE / "server.sh", root / "bin/server")
        (root / "bin/server").chmod(0o755)


def main():
    folder, kind, home = sys.argv[1:4]
    daemon = Daemon(pathlib.Path(folder), Kind(kind, home))
    threading.Thread(target=daemon.serve, daemon=True).start()
    print("listening", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
