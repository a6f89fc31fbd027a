# SPDX-License-Identifier: Apache-2.0
"""The evasion matrix: what `stage` needs for a run, and what a run gave.

usage: evasions.py prepare FOLDER KERNEL      the client's configuration, the policy and the commands
       evasions.py judge KERNEL OUTPUT [--here] [-v]
                                              compares a run with matrix.tsv; exit status 1: it deviates;
                                              --here: on a kernel built by somebody else, of that age
       evasions.py results FOLDER             what the kernels that were run gave, as a table
       evasions.py table [DOCUMENT [--check]] the table of matrix.tsv: printed, or put between its two
                                              marks in DOCUMENT; --check: exit status 1 where another
                                              stands there
"""

import ipaddress
import json
import os
import re
import shlex
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MATRIX = HERE / "matrix.tsv"
KERNELS = ("5.10", "6.1", "6.12", "6.18", "newest")
PORT = 4444
# Above it, a port of each evasion's own: of a server that is spoken to by URL.
OWN_PORTS = 5000
DECOYS = ("198.51.100.2", "2001:db8::2", "192.0.2.2")
STORM = "198.51.100.254"
WORDS = {"seen": "seen", "told": "told as something else", "quiet": "silent, rightly",
         "n/a": "not possible", "blind": "**blind**"}
BEGIN, END = "<!-- scripts/evasions --table -->", "<!-- end of the table -->"
# Where `stage` has what the programs of a run share.
RUN = "/run/egret-evasions"


@dataclass(frozen=True)
class Evasion:
    """A line of matrix.tsv. The destination is one of its own."""

    number: int
    name: str
    trigger: str
    goal: str
    """Rules of findings of other acts of the same evasion, which may stand beside the one."""
    beside: tuple[str, ...]
    expected: dict[str, str]

    @property
    def addresses(self) -> dict[str, str]:
        return {"EVIL4": f"198.51.100.{10 + self.number}", "EVIL6": f"2001:db8:e::{10 + self.number:x}"}

    @property
    def is_early(self) -> bool:
        return self.trigger.startswith("@")

    @property
    def destination(self) -> str | None:
        if self.goal in ("none", "quiet"):
            return None
        return self.addresses.get(self.goal, self.goal)

    def known(self, folder: Path, kernel: str) -> dict[str, str]:
        return self.addresses | {
            "FOLDER": str(folder / "wrapped" / self.name), "TRIGGERS": str(folder / "triggers"),
            "PORT": str(PORT), "PORT_ABOVE": str(PORT + 1),
            "OWN_PORT": str(OWN_PORTS + self.number), "DECOY4": DECOYS[0], "DECOY6": DECOYS[1], "NEAR4": "198.51.100.1",
            "LINK": "lane", "GO": f"{RUN}/go", "CALLS": RUN,
            "DEPUTY": f"{RUN}/deputy.sock", "BROKER": f"{RUN}/docker.sock",
            "ABSTRACT": "@/tmp/dbus-egret", "FAR_NETNS": "/run/netns/egret-far",
            "CGROUP": cgroup(kernel)}

    def words(self, folder: Path, kernel: str) -> list[str]:
        """What is started."""
        known = self.known(folder, kernel)
        program, *arguments = self.trigger.lstrip("@").partition(" =>")[0].split()
        return [str(folder / "triggers" / program)] + [known.get(word, word) for word in arguments]

    def listed(self, folder: Path, kernel: str) -> list[str]:
        """What the client's list has of it; empty: nothing."""
        _, arrow, entry = self.trigger.partition(" =>")
        words = shlex.split(entry) if arrow else self.words(folder, kernel)
        if self.name == "pre_inherit":
            # The server is what the early program executes.
            words = words[:3] + ["write"]
        known = self.known(folder, kernel)
        return [re.sub(r"\b[A-Z0-9_]+\b", lambda word: known.get(word[0], word[0]), word)
                for word in words] if arrow else words


def matrix() -> list[Evasion]:
    lines = [line for line in MATRIX.read_text().splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    evasions = []
    for number, row in enumerate(rows):
        goal, *beside = row[2].split()
        evasions.append(Evasion(
            number, row[0], row[1], goal, tuple(rule.removeprefix("+") for rule in beside),
            dict(zip(KERNELS, row[3:], strict=True))))
    return evasions


def chosen() -> list[Evasion]:
    """Those that scripts/evasions --only asks for: all, if it does not."""
    wanted = re.compile(os.environ.get("EGRET_EVASIONS", ".*"))
    return [evasion for evasion in matrix() if wanted.fullmatch(evasion.name)]


# Before a run


def cgroup(kernel: str) -> str:
    """A group of the unified hierarchy, which is elsewhere on a machine that has the old ones too."""
    if kernel != "here":
        return "/sys/fs/cgroup/egret-evasion"
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    places = [mount[1] for mount in mounts if mount[2] == "cgroup2"]
    return (places or ["/sys/fs/cgroup"])[0] + "/egret-evasion"


def entry(words: list[str]) -> dict:
    if words[0].startswith("http:"):
        return {"type": "http", "url": words[0]}
    return {"type": "stdio", "command": words[0], "args": words[1:], "env": {}}


def entries(folder: Path, kernel: str) -> dict[str, dict]:
    found = {}
    for evasion in chosen():
        words = evasion.listed(folder, kernel)
        if words:
            found[evasion.name] = entry(words)
    found["storm"] = entry([str(folder / "triggers/first_instruction"), STORM, "${STORM_PORT}"])
    return found


def prepare(folder: Path, kernel: str) -> None:
    servers = entries(folder, kernel)
    (folder / "home").mkdir(parents=True, exist_ok=True)
    (folder / "home/.claude.json").write_text(json.dumps({"mcpServers": servers}, indent=1))
    expected = "".join(f"      - {json.dumps(endpoint)}\n" for endpoint in (
        f"{DECOYS[0]}:*/any", f"[{DECOYS[1]}]:*/any", f"{DECOYS[2]}:*/any"))
    (folder / "policy.yaml").write_text("egret: 1\nservers:\n" + "".join(
        f"  {json.dumps(name)}:\n    expect:\n{expected}"
        for name in [evasion.name for evasion in chosen()] + ["storm"]))
    # The further address that the far side's MPTCP offers.
    offered = next(e.addresses["EVIL4"] for e in matrix() if e.name == "mptcp_join")
    (folder / "offered").write_text(offered + "\n")
    for name, early in (("early", True), ("rows", False)):
        lines = [f"{e.name}\t{' '.join(e.words(folder, kernel))}\n"
                 for e in chosen() if e.is_early == early]
        (folder / name).write_text("".join(lines))


# After a run


@dataclass(frozen=True)
class Finding:
    server: str
    rule: str
    address: str | None
    port: int
    via: str
    sources: tuple[str, ...]
    reasons: tuple[str, ...]

    @staticmethod
    def of(line: dict) -> "Finding":
        evidence = line["evidences"][0]
        endpoint = evidence.get("dst_endpoint", {})
        own = evidence["data"]["egret"]
        return Finding(
            line["actor"].get("app_uid", ""), line["metadata"]["event_code"].removeprefix("egret."),
            plain(endpoint.get("ip")), endpoint.get("port", 0), own.get("via", "?"),
            (own.get("hook", "?"),), tuple(own.get("reasons", ())))

    def __str__(self) -> str:
        return f"{self.rule} -> {self.address}:{self.port} of {self.server} ({self.via}, {','.join(self.sources)})"


def only(findings: list[Finding], beside: tuple[str, ...]) -> list[Finding]:
    """Without those that may stand beside another one: each as often as its rule is named."""
    rest = list(findings)
    for rule in beside:
        extra = next((finding for finding in rest if finding.rule == rule), None)
        if extra and len(rest) > 1:
            rest.remove(extra)
    return rest


def plain(text: str | None) -> str | None:
    """An address as ipaddress writes it, a mapped one as IPv4."""
    if text is None:
        return None
    address = ipaddress.ip_address(text)
    return str(getattr(address, "ipv4_mapped", None) or address)


class Run:
    """The output of `stage`."""

    def __init__(self, text: str) -> None:
        self.statuses: dict[str, int] = {}
        self.findings: list[Finding] = []
        self.said: dict[str, list[str]] = {}
        self.log: list[str] = []
        self.storm: tuple[int, int] | None = None
        """How many endpoints the storm's server reached, as its scan says last."""
        self.scanned = 0
        self.egret: int | None = None
        self.release = (0, 0)
        """Hooks that Egret ran without, and the oldest kernel that has them."""
        self.missing: dict[str, tuple[int, int]] = {}
        self.silent: list[str] = []
        for line in text.splitlines():
            self.take(line)

    def take(self, line: str) -> None:
        head, _, rest = line.partition(" ")
        if line.startswith("{"):
            document = json.loads(line)
            if document["class_uid"] == 2004 and document["activity_id"] == 1:
                self.take_finding(document)
            elif document["class_uid"] == 2004:
                self.grow(document)
            elif document["metadata"]["event_code"] == "egret.hook":
                self.silent.append(document["unmapped"]["egret"]["hook"])
            elif document["metadata"]["event_code"] == "egret.start":
                self.release = version(document["device"]["os"]["kernel_release"])
        elif head == "row":
            name, status = rest.split()
            self.statuses[name] = int(status)
        elif head == "storm":
            count, status = rest.split()
            self.storm = (int(count), int(status))
        elif head == "egret":
            self.egret = int(rest)
        elif head == "said":
            name, _, text = rest.partition(" ")
            self.said.setdefault(name, []).append(text)
        elif head == "log":
            self.log.append(rest)
            lacks = re.search(r" since=([0-9.]+) .*no hook (\w+),", rest)
            if lacks:
                self.missing[lacks[2]] = version(lacks[1])

    def take_finding(self, document: dict) -> None:
        finding = Finding.of(document)
        if finding.rule == "scan" and finding.server == "storm":
            self.grow(document)
        else:
            self.findings.append(finding)

    def grow(self, document: dict) -> None:
        own = document["evidences"][0]["data"]["egret"]
        if own["server"] == "storm" and "scan" in own:
            self.scanned = own["scan"]["endpoints"]

    def outcome(self, evasion: Evasion) -> tuple[str, str]:
        """What became of it, and why that."""
        status = self.statuses.get(evasion.name)
        own = [finding for finding in self.findings if finding.server == evasion.name]
        mine = set(evasion.addresses.values())
        others = [finding for finding in self.findings
                  if finding.address in mine and finding.server != evasion.name]
        said = "; ".join(self.said.get(evasion.name, [])[:2])
        if status == 77:
            return "n/a", said
        if status != 0:
            return "failed", f"status {status}: {said}"
        shown = " | ".join(str(finding) for finding in own + others)
        if others or any(finding.address in DECOYS for finding in own):
            return "WRONG", shown
        own = only(own, evasion.beside)
        if len(own) > 1:
            return "WRONG", shown
        if not own:
            return ("quiet" if evasion.goal == "quiet" else "blind"), ""
        if evasion.goal == "quiet":
            return "WRONG", shown
        return ("seen" if self.is_true(evasion, own[0]) else "told"), shown

    @staticmethod
    def is_true(evasion: Evasion, finding: Finding) -> bool:
        return evasion.destination is not None and finding.address == evasion.destination

    def hook_problems(self) -> list[str]:
        """Hooks that this kernel is new enough for and that are not there."""
        if self.release == (0, 0):
            return ["egret told no kernel at its start"]
        return [f"the hook {name} is missing, and the kernel is new enough for it"
                for name, since in sorted(self.missing.items()) if self.release >= since] + [
                f"the hook {name} did not tell of Egret's own act" for name in self.silent]

    def storm_problems(self) -> list[str]:
        if self.storm is None:
            return []
        count, status = self.storm
        ports = Counter(f.port for f in self.findings if f.address == STORM and f.server == "storm")
        strangers = [f for f in self.findings if f.address == STORM and f.server != "storm"]
        missed = sorted(set(range(1, count + 1)) - set(ports))
        # From some number on they are one finding, which counts them.
        if self.scanned:
            missed = missed[:max(0, count - self.scanned)]
        double = sorted(port for port, times in ports.items() if times > 1)
        problems = []
        if status:
            problems.append(f"storm: its programs failed ({status}): {self.said.get('storm')}")
        if missed:
            problems.append(f"storm: {len(missed)} of {count} first instructions MISSED, as ports {missed[:8]}")
        if double:
            problems.append(f"storm: {len(double)} told twice, as ports {double[:8]}")
        if strangers:
            problems.append(f"storm: {len(strangers)} WRONG servers, as {strangers[0]}")
        return problems


def version(text: str) -> tuple[int, int]:
    """Major and minor number of a kernel's release."""
    numbers = re.match(r"(\d+)\.(\d+)", text)
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


def is_right(outcome: str, expected: str, is_strict: bool) -> bool:
    """How a kernel was built decides what is possible on it, one between two of the table can do more
    than the older, and the newest is another one tomorrow: only where the kernel is the table's own
    must all be the same."""
    if is_strict or outcome in expected.split("|"):
        return outcome in expected.split("|")
    better = {"blind": ("told", "seen"), "told": ("seen",), "n/a": ("seen", "told", "blind")}
    return outcome in ("n/a", expected) or outcome in better.get(expected, ())


def judge(kernel: str, output: Path, is_here: bool, is_verbose: bool) -> int:
    run = Run(output.read_text(encoding="utf-8", errors="replace"))
    problems = run.storm_problems() + run.hook_problems()
    if run.egret != 0:
        problems.append(f"egret ended with {run.egret}: {' / '.join(run.log[-4:])}")
    results = []
    for evasion in chosen():
        outcome, why = run.outcome(evasion)
        results.append((evasion.name, outcome))
        expected = evasion.expected[kernel]
        if not is_right(outcome, expected, is_strict=not is_here and kernel != "newest"):
            problems.append(f"{evasion.name}: {shout(outcome)}, expected {expected}: {why}")
        elif outcome not in expected.split("|"):
            print(f"{kernel}: {evasion.name}: {outcome}, and matrix.tsv says {expected}: {why}")
        elif is_verbose:
            print(f"  {evasion.name}: {outcome} {why}")
    # On a machine that others use, their servers are reported as well.
    stray = [f for f in run.findings if not known(f.server)]
    if not is_here:
        problems += [f"stray: {finding}" for finding in stray[:10]]
    for problem in problems:
        print(f"{kernel}: {problem}")
    output.with_suffix(".result").write_text("".join(f"{name}\t{outcome}\n" for name, outcome in results))
    if run.storm and not run.storm_problems():
        print(f"{kernel}: {run.storm[0]} first instructions under an exec storm: all seen, none twice, none wrong")
    counts = Counter(outcome for _, outcome in results)
    print(f"{kernel}: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    return 1 if problems else 0


def known(server: str) -> bool:
    return server == "storm" or any(server == evasion.name for evasion in matrix())


def shout(outcome: str) -> str:
    return "MISSED" if outcome == "blind" else outcome


def lines(columns: dict[str, dict[str, str]]) -> list[str]:
    """Evasion by kernel, and how many there are of each outcome."""
    rows = ["| evasion | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for evasion in matrix():
        cells = [" or ".join(WORDS.get(word, word)
                             for word in of.get(evasion.name, "not run").split("|"))
                 for of in columns.values()]
        rows.append(f"| `{evasion.name}` | " + " | ".join(cells) + " |")
    for outcome, word in WORDS.items():
        counts = [str(sum(given.split("|")[-1] == outcome for given in of.values()))
                  for of in columns.values()]
        rows.append(f"| {word}: of {len(matrix())} | " + " | ".join(counts) + " |")
    return rows


def results(folder: Path) -> None:
    """Of the kernels that were run."""
    columns: dict[str, dict[str, str]] = {}
    for kernel in KERNELS:
        path = folder / f"{kernel}.result"
        if path.exists():
            columns[kernel] = dict(line.split("\t") for line in path.read_text().splitlines())
    print("\n".join(lines(columns)))


def expectation() -> list[str]:
    """The table of matrix.tsv, which every run is compared with."""
    return lines({kernel: {evasion.name: evasion.expected[kernel] for evasion in matrix()}
                  for kernel in KERNELS})


def put_table(document: Path, is_check: bool) -> int:
    text = document.read_text()
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        print(f"{document}: has no marks for the table", file=sys.stderr)
        return 1
    fresh = before + BEGIN + "\n\n" + "\n".join(expectation()) + "\n\n" + END + after
    if is_check and fresh != text:
        print(f"{document}: its table is not that of matrix.tsv; what to do: scripts/evasions --table",
              file=sys.stderr)
        return 1
    if not is_check:
        document.write_text(fresh)
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["prepare", folder, kernel] if kernel in (*KERNELS, "here"):
            prepare(Path(folder), kernel)
        case ["judge", kernel, output, *options] if kernel in KERNELS:
            return judge(kernel, Path(output), "--here" in options, "-v" in options)
        case ["results", folder]:
            results(Path(folder))
        case ["table", document]:
            return put_table(Path(document), is_check=False)
        case ["table", document, "--check"]:
            return put_table(Path(document), is_check=True)
        case ["table"]:
            print("\n".join(expectation()))
        case _:
            print(__doc__, file=sys.stderr)
            return 64
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
