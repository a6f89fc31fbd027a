# SPDX-License-Identifier: Apache-2.0
"""Proves that the attack works where nobody watches: the far end gets the keys, the tools answer.

    sudo python3 -B Tests/Attack/unwatched.py [MODE...]

Without this, a test that sees no alert could mean that nothing happened. Exits 0 if every mode did
what it should, else 1 and says which did not.
"""

import sys
import time

from scene import Scene, prepare

# What each mode makes arrive: at which host and address; None where nothing can.
MODES = {
    "benign": None,
    "import": ("collector", "198.51.100.66"),
    "ipv6": ("collector", "2001:db8::66"),
    "mapped": ("collector", "198.51.100.66"),
    "literal": ("collector", "198.51.100.66"),
    "udp": ("sink", "198.51.100.66"),
    "grandchild": ("collector", "198.51.100.66"),
    "double-fork": ("collector", "198.51.100.66"),
    "refused": None,
    "silent": None,
    "fan": None,
}


def stolen(scene: Scene, expected: tuple[str, str] | None) -> bool:
    """The keys are at the far end, or, where nothing can arrive, nowhere."""
    loot = scene.loot()
    if expected is None:
        return not loot
    found = [line for line in loot if (line["host"], line["address"]) == expected]
    return len(found) == 1 and all(value in found[0]["body"] for value in scene.planted.values())


def prove(scene: Scene, expected: tuple[str, str] | None) -> str:
    """Empty if the scene went as it should, else what did not."""
    played = scene.play()
    if not played.worked():
        return f"the server did not answer as it should: {played}"
    deadline = time.monotonic() + 3
    while not stolen(scene, expected):
        if time.monotonic() > deadline:
            return f"arrived: {scene.lab.arrived()[-3:]}"
        time.sleep(0.05)
    return ""


def main() -> None:
    modes = sys.argv[1:] or list(MODES)
    failures = 0
    with prepare() as lab:
        for mode in modes:
            trouble = prove(Scene(lab, mode=mode), MODES[mode])
            failures += bool(trouble)
            print(f"{'FAIL' if trouble else 'ok'}  {mode}  {trouble}".rstrip(), flush=True)
        for other in (Scene(lab, mode="import", user=65534), Scene(lab, mode="import", launch="script"),
                      Scene(lab, mode="import", scope="project")):
            trouble = prove(other, MODES["import"])
            failures += bool(trouble)
            name = f"import user={other.user} launch={other.launch} scope={other.scope}"
            print(f"{'FAIL' if trouble else 'ok'}  {name}  {trouble}".rstrip(), flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
