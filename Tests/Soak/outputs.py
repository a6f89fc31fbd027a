# SPDX-License-Identifier: Apache-2.0
"""What can happen to an output, played with the programs that it is for: rsyslog, syslog-ng, journald, logrotate."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

from watcher import ROOT, STARTED, Server, Watcher, missing, until

sys.path.insert(0, str(ROOT / "Tests/Siem"))
import shippers  # noqa: E402

CONNECTS = 3_000
DEV_LOG = pathlib.Path("/dev/log")


def started(process):
    STARTED.append(process)
    return process


def numbers(lines):
    return {line["metadata"]["sequence"] for line in lines}


def steadily(server, count=CONNECTS, steps=30):
    """Connects in a few seconds: what happens meanwhile happens in their midst."""
    for step in range(steps):
        server.do("connect", step * (count // steps), count // steps)
        time.sleep(0.1)


def while_connecting(body, count=CONNECTS, steps=30):
    server = Server("soak")
    work = threading.Thread(target=steadily, args=(server, count, steps))
    work.start()
    try:
        body()
    finally:
        work.join()
        server.stop()


def outputs(beat):
    """What a heartbeat says of each output."""
    return beat["unmapped"]["egret"].get("outputs", [])


def rsyslog(folder, text, name):
    program = shippers.Program("rsyslog", "rsyslogd")
    modules = program.modules(f"usr/lib/{shippers.ARCH}/rsyslog")
    (folder / f"{name}.conf").write_text(f'global(workDirectory="{folder}")\n{text}')
    return started(program.start("-n", "-f", folder / f"{name}.conf", "-i", folder / f"{name}.pid", "-M", modules))


def imfile(folder):
    return rsyslog(folder, shippers.piece("rsyslog/egret.conf", folder), "imfile")


def records(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def rsyslog_restart(folder):
    """The daemon of /dev/log goes away for three seconds."""
    target = folder / "got"
    text = ('module(load="imuxsock")\nmodule(load="mmjsonparse")\naction(type="mmjsonparse")\n'
            'template(name="t" type="string" string="%programname% %syslogseverity% %$!metadata!sequence%\\n")\n'
            f'action(type="omfile" file="{target}" template="t")\n')
    daemons = [rsyslog(folder, text, "daemon")]
    until(DEV_LOG.exists, 20, "/dev/log")
    watcher = Watcher(folder, "--all", "--output", "syslog", "--output", f"file:{folder / 'alerts.ndjson'}")

    def restart():
        time.sleep(1)
        shippers.stop(daemons[-1])
        DEV_LOG.unlink(missing_ok=True)
        time.sleep(3)
        daemons.append(rsyslog(folder, text, "daemon"))

    while_connecting(restart, 1_800, 90)
    watcher.beat()
    watcher.stop()
    written = watcher.lines()
    shippers.wait_for(lambda: target.read_bytes().count(b"\n") >= len(written), 20)
    shippers.stop(daemons[-1])
    DEV_LOG.unlink(missing_ok=True)
    got = [line.split() for line in target.read_text().splitlines()]
    right = {int(words[2]) for words in got if words[0] == "egret" and len(words) == 3}
    return (f"rsyslog of /dev/log restarted, 3 s away, in {len(written):,} lines",
            f"{len(numbers(written) & right):,} of {len(written):,} came, program and JSON found in each")


def syslog_ng(folder):
    """A stock source of syslog-ng at /dev/log."""
    target = folder / "got"
    (folder / "ng.conf").write_text(
        '@version: 3.35\nsource s { unix-dgram("/dev/log"); };\nparser p { json-parser(marker("@cee:") prefix(".j.")); };\n'
        f'destination d {{ file("{target}" template("${{PROGRAM}} ${{.j.metadata.sequence}}\\n")); }};\n'
        'log { source(s); parser(p); destination(d); };\n')
    program = shippers.Program("syslog-ng-core", "syslog-ng")
    modules = next((p for p in (program.root / "usr/lib/syslog-ng").glob("[0-9]*")), None)
    daemon = started(program.start(
        "-F", "--no-caps", "-f", folder / "ng.conf", "-R", folder / "persist", "-p", folder / "pid", "-c",
        folder / "control", *(["--module-path", modules] if modules else [])))
    until(DEV_LOG.exists, 20, "/dev/log")
    watcher = Watcher(folder, "--all", "--output", "syslog", "--output", f"file:{folder / 'alerts.ndjson'}")
    while_connecting(lambda: None, 300)
    watcher.beat()
    watcher.stop()
    written = watcher.lines()
    shippers.wait_for(lambda: target.exists() and target.read_bytes().count(b"\n") >= len(written), 20)
    shippers.stop(daemon)
    DEV_LOG.unlink(missing_ok=True)
    got = [line.split() for line in target.read_text().splitlines()]
    right = {int(words[1]) for words in got if words[0] == "egret" and len(words) == 2}
    return (f"syslog-ng at /dev/log, {len(written):,} lines",
            f"{len(numbers(written) & right):,} of {len(written):,}: program and JSON found")


def stalled_stdout(folder, seconds=60):
    file = folder / "alerts.ndjson"
    watcher = Watcher(folder, "--all", "--output", "stdout", "--output", f"file:{file}", stdout=subprocess.PIPE)
    server = Server("soak")
    began = time.monotonic()
    server.do("connect", 0, 20_000)
    watcher.beat(120)
    beside = len(watcher.lines())
    time.sleep(max(0, seconds - (time.monotonic() - began)))
    read = []
    reader = threading.Thread(target=lambda: read.extend(json.loads(line) for line in watcher.process.stdout))
    reader.start()
    time.sleep(1)
    server.do("connect", 20_000, 100)
    watcher.beat()
    server.stop()
    watcher.stop()
    reader.join()
    whole = watcher.lines()
    dropped = {entry["name"]: entry["dropped_total"] for entry in outputs(whole[-1])}
    lost = len(whole) - len(read)
    return (f"the reader of stdout stands still for {seconds} s, the file beside it is read",
            f"the file: {beside:,} lines meanwhile, {missing(whole)} missing at the end; stdout: {lost:,} of {len(whole):,} "
            f"lost, and the stream says {dropped.get('stdout', 0):,}")


def closed_stdout(folder):
    watcher = Watcher(folder, "--output", "stdout", stdout=subprocess.PIPE)
    watcher.process.stdout.close()
    began = time.monotonic()
    status = watcher.process.wait(30)
    return "the only reader of stdout goes away", f"Egret ends with {status} after {time.monotonic() - began:.1f} s"


def full_disk(folder):
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=True)
    try:
        (disk / "filler").write_bytes(b"x" * (2 << 20))
        watcher = Watcher(folder, "--all", "--output", f"file:{disk / 'alerts.ndjson'}", output=disk / "alerts.ndjson")
        server = Server("soak")
        server.do("connect", 0, 2_000)
        time.sleep(5)
        (disk / "filler").unlink()
        server.do("connect", 2_000, 100)
        watcher.beat()
        server.stop()
        watcher.stop()
        lines = watcher.lines()
        subprocess.run(["jq", "-e", ".metadata.sequence", disk / "alerts.ndjson"], check=True, stdout=subprocess.DEVNULL)
        said = sum(entry["dropped_total"] for entry in outputs(lines[-1]))
        return ("a full disk (tmpfs of 4 MB), and room again",
                f"{missing(lines):,} lines lost, the stream says {said:,}; none torn, jq reads the file to its end")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def rotation(folder):
    alerts, forwarded = folder / "alerts.ndjson", folder / "forwarded.ndjson"
    watcher = Watcher(folder, "--all", output=alerts)
    shipper = imfile(folder)
    text = (ROOT / "packaging/siem/logrotate/egret").read_text().replace("/var/log/egret/*.ndjson", str(alerts))
    text = text.replace("systemctl kill --signal=HUP egret.service", f"kill -HUP {watcher.pid}")
    (folder / "rotate.conf").write_text(text.replace("  compress\n", "").replace("  delaycompress\n", ""))
    os.chmod(folder / "rotate.conf", 0o600)

    def rotate():
        for _ in range(4):
            time.sleep(1)
            shippers.Program("logrotate", "logrotate").start(
                "-f", "-s", folder / "state", folder / "rotate.conf").wait(30)

    while_connecting(rotate, 6_000)
    watcher.beat()
    watcher.stop()
    written = [line for file in folder.glob("alerts.ndjson*") for line in records(file)]
    shippers.wait_for(lambda: len(forwarded.read_bytes().splitlines()) >= len(written), 30)
    shippers.stop(shipper)
    got = [line["metadata"]["sequence"] for line in records(forwarded)]
    return (f"logrotate (nocreate) four times in {len(written):,} lines, rsyslog's imfile",
            f"{missing(written)} missing in the files, {len(numbers(written) - set(got))} not shipped, "
            f"{len(got) - len(set(got))} twice")


def killed_egret(folder):
    alerts, forwarded = folder / "alerts.ndjson", folder / "forwarded.ndjson"
    watcher, shipper = Watcher(folder, "--all", output=alerts), imfile(folder)
    while_connecting(lambda: (time.sleep(1.5), watcher.process.kill(), watcher.process.wait()), 10_000)
    tail = alerts.read_bytes()[-1:] != b"\n"
    again = Watcher(folder, "--all", output=alerts)
    while_connecting(lambda: None, 300)
    again.beat()
    again.stop()
    written = [line for line in alerts.read_bytes().splitlines() if line.strip()]
    shippers.wait_for(lambda: len(forwarded.read_bytes().splitlines()) >= len(written), 30)
    shippers.stop(shipper)
    torn = sum(not line.endswith(b"}") for line in written)
    got = forwarded.read_bytes().splitlines()
    return (f"kill -9 of Egret in a storm, started again on the same file ({len(written):,} lines)",
            f"{torn} torn lines ({'one was being written' if tail else 'none was being written'}), "
            f"{len(set(written) - set(got))} of the written not shipped")


def killed_shipper(folder):
    alerts, forwarded = folder / "alerts.ndjson", folder / "forwarded.ndjson"
    watcher, shippers_run = Watcher(folder, "--all", output=alerts), [imfile(folder)]

    def kill():
        time.sleep(1.5)
        shippers_run[-1].kill()
        shippers_run[-1].wait()
        time.sleep(1)
        (folder / "imfile.pid").unlink(missing_ok=True)
        shippers_run.append(imfile(folder))

    while_connecting(kill, 6_000)
    watcher.beat()
    watcher.stop()
    written = alerts.read_bytes().splitlines()
    shippers.wait_for(lambda: not set(written) - set(forwarded.read_bytes().splitlines()), 30)
    shippers.stop(shippers_run[-1])
    got = forwarded.read_bytes().splitlines()
    return (f"kill -9 of rsyslog (imfile) in {len(written):,} lines, started again",
            f"{len(set(written) - set(got))} not shipped, {len(got) - len(set(got)):,} shipped twice")


def journald(folder):
    """A journald of the test's own, below a /run of its own (see `alone`)."""
    pathlib.Path("/run/systemd/journal").mkdir(parents=True)
    pathlib.Path("/run/log").mkdir()
    daemon = started(subprocess.Popen(["/usr/lib/systemd/systemd-journald"], stderr=subprocess.DEVNULL))
    until(pathlib.Path("/run/systemd/journal/socket").exists, 20, "journald's socket")
    watcher = Watcher(folder, "--all", "--output", "journal", "--output", f"file:{folder / 'alerts.ndjson'}")
    while_connecting(lambda: None, 300)
    watcher.beat()
    watcher.stop()
    written = watcher.lines()
    subprocess.run(["journalctl", "--directory", "/run/log/journal", "--sync"], check=False, stderr=subprocess.DEVNULL)
    time.sleep(1)
    shown = subprocess.run(
        ["journalctl", "--directory", "/run/log/journal", "-o", "json", "--all", "SYSLOG_IDENTIFIER=egret"],
        capture_output=True, text=True, check=True).stdout
    entries = [json.loads(line) for line in shown.splitlines()]
    lines = [json.loads(entry["EGRET_LINE"]) for entry in entries if entry.get("EGRET_LINE")]
    ranks = sorted({entry["PRIORITY"] for entry in entries})
    daemon.send_signal(signal.SIGTERM)
    daemon.wait(20)
    return (f"journald, {len(written):,} lines", f"{len(numbers(written) & numbers(lines)):,} of {len(written):,} whole in "
            f"EGRET_LINE; {sum(entry.get('MESSAGE') is None for entry in entries)} without a MESSAGE; PRIORITY {', '.join(ranks)}")


PLAYED = (rsyslog_restart, syslog_ng, journald, stalled_stdout, closed_stdout, full_disk, rotation, killed_egret, killed_shipper)
