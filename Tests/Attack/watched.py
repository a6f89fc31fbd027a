# SPDX-License-Identifier: Apache-2.0
"""The reference attack under Egret's eyes, case by case.

    sudo python3 -B Tests/Attack/watched.py [--egret PATH] [--list] [CASE...]

Each case starts `egret run`, plays its scene in the lab, stops Egret with SIGTERM and reads what it
wrote. Exits 0 if every case holds, else 1 and says for each what does not.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks import (
    Fact, check_alert, check_end, check_facts, check_losses, check_process, check_scan, check_stream,
    check_updates, is_scan)
from lab.lab import Lab
from scene import Played, Scene, prepare
from watch import Seen, Watch, default_binary

NOBODY = 65534
# How long a server is starting, in seconds, where nobody saw its first message.
START_PHASE = 10
# The ports that the mode `fan` tries.
FAN = range(2000, 2050)
# Those that are alerts of their own; from the next on the server scans (docs/alerts.md).
ALONE = FAN[:8]
COLLECTOR = Fact(host="collector.example", address="198.51.100.66")


@dataclass
class Case:
    """A scene and the alerts that it must lead to: these, and no other."""

    mode: str
    facts: tuple[Fact, ...] = (COLLECTOR,)
    server: str = "vendor-orders"
    user: int | None = None
    launch: str = "module"
    scope: str = "user"
    # The modes in which nothing can arrive at the collector.
    arrives: bool = True
    # How many endpoints a scan reaches in the end; 0: there is none.
    scanned: int = 0

    def scene(self, lab: Lab) -> Scene:
        return Scene(lab, self.mode, self.server, self.user, self.launch, self.scope)


def curl(**more: object) -> Fact:
    return Fact(host="collector.example", address="198.51.100.66", program="curl",
                command="https://collector.example", is_server=False, **more)


CASES = {
    "import": Case("import"),
    "grandchild": Case("grandchild", (curl(),)),
    "double-fork": Case("double-fork", (curl(),)),
    "benign": Case("benign", (), arrives=False),
    "ipv6": Case("ipv6", (Fact(host="collector.example", address="2001:db8::66"),)),
    "mapped": Case("mapped", (COLLECTOR,)),
    "literal": Case("literal", (Fact(
        host=None, address="198.51.100.66",
        rules=("egret.unexpected-destination", "egret.address-without-name")),)),
    "udp": Case("udp", (Fact(
        host="sink.example", address="198.51.100.66", port=9999, protocol="udp", result="unknown"),)),
    "refused": Case("refused", (Fact(
        host="refused.example", address="198.51.100.77", result="refused"),), arrives=False),
    "silent": Case("silent", (Fact(
        host="silent.example", address="198.51.100.99", result="abandoned"),), arrives=False),
    "fan": Case("fan", tuple(
        Fact(host="refused.example", address="198.51.100.77", port=port, result="refused") for port in ALONE),
        arrives=False, scanned=len(FAN)),
    "late": Case("late", (Fact(host="collector.example", address="198.51.100.66", phase="run"),)),
    "other-user": Case("import", user=NOBODY),
    "script": Case("import", launch="script", facts=(Fact(
        host="collector.example", address="198.51.100.66", name="mcp-vendor-serv",
        command="mcp-vendor-server"),)),
    "project-scope": Case("import", scope="project"),
    "spelling": Case("import", server="Vendor Orders: (prod) ü"),
}


def play(case: Case, scene: Scene, watch: Watch) -> tuple[Played, Seen]:
    """Egret first, then the client; the late mode has it the other way about."""
    if case.mode == "late":
        client = scene.start(linger=START_PHASE + 4)
        scene.lab.wait_for("the server", scene.answered)
        watch.start()
        time.sleep(START_PHASE)
        scene.signal.touch()
    else:
        watch.start()
        client = scene.start()
    played = scene.finish(client)
    if case.facts:
        watch.wait_for_alert()
    wait_for_loot(case, scene)
    return played, watch.stop()


def wait_for_loot(case: Case, scene: Scene, patience: float = 5) -> None:
    """A detached thief may be slower than the client."""
    deadline = time.monotonic() + patience
    while case.arrives and not scene.loot() and time.monotonic() < deadline:
        time.sleep(0.02)


def verdict(case: Case, scene: Scene, played: Played, seen: Seen) -> Iterator[str]:
    """What does not hold."""
    if not played.worked():
        yield f"the scene itself failed: {played}"
    if case.arrives != bool(scene.loot()):
        yield f"what arrived is not what should: {scene.lab.arrived()[-3:]}"
    yield from check_stream(seen, scene)
    yield from check_losses(seen)
    yield from check_updates(seen, scene)
    yield from check_scan(seen, scene, case.scanned)
    alerts = [alert for alert in seen.alerts(scene) if not is_scan(alert)]
    if len(alerts) != len(case.facts):
        told = [alert["message"] for alert in alerts]
        yield f"{len(alerts)} alerts and not {len(case.facts)}: {told}; {seen.err[-1000:]}"
    for alert, fact in zip(alerts, case.facts):
        yield from check_alert(alert, fact, scene)
        yield from check_facts(alert, fact, scene)
        yield from check_end(alert, fact, seen, scene)
        yield from check_process(alert, fact, scene, played)


def try_case(name: str, lab: Lab, binary: Path) -> list[str]:
    case = CASES[name]
    scene = case.scene(lab)
    try:
        played, seen = play(case, scene, Watch(lab, scene, binary))
        return list(verdict(case, scene, played, seen))
    except (RuntimeError, KeyError, IndexError, TypeError, ValueError, OSError) as error:
        return [f"{type(error).__name__}: {error}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--egret", type=Path, default=default_binary())
    parser.add_argument("--list", action="store_true", help="the cases' names")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    options = parser.parse_args()
    if options.list:
        print("\n".join(CASES))
        return
    unknown = set(options.cases) - set(CASES)
    if unknown:
        parser.error(f"no case {', '.join(sorted(unknown))}: --list shows them")
    failed = 0
    with prepare() as lab:
        for name in options.cases or CASES:
            troubles = try_case(name, lab, options.egret)
            failed += bool(troubles)
            print(f"{'FAIL' if troubles else 'ok'}  {name}", flush=True)
            for trouble in troubles:
                print(f"      {trouble}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
