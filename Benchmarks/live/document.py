# SPDX-License-Identifier: Apache-2.0
"""The last run's result, and its tables in docs/performance.md."""

import json

import peers
from machine import ROOT, fail
from rows import Row, as_markdown

KEPT = ROOT / ".build/bench.json"
DOCUMENT = ROOT / "docs/performance.md"
BEGIN, END = "<!-- scripts/bench --table -->", "<!-- end of the table -->"


def line_of(machine):
    text = (f"{machine['processor']}, {machine['cores']} cores, Linux {machine['kernel']}; {machine['date']}; "
            f"median of {machine['rounds']} rounds, {machine['hooks']} hooks; load {machine['load_before']} before, "
            f"{machine['load_after']} after")
    foreign = machine["foreign"]
    return text + (f"; other eBPF programs were loaded in {foreign} rounds" if foreign else "")


def keep(machine, rows, found):
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({"machine": machine, "rows": [row.stored() for row in rows], "peers": found}))


def put():
    """Between the marks; what stands around them is written by hand."""
    if not KEPT.exists():
        fail(f"there is no {KEPT}; what to do: sudo scripts/bench --peers")
    kept = json.loads(KEPT.read_text())
    rows = [Row(**row) for row in kept["rows"]]
    table = f"{line_of(kept['machine'])}.\n\n{as_markdown(rows)}"
    if kept["peers"]:
        table += f"\n\n### Side by side\n\n{peers.as_markdown(kept['peers'])}"
    before, begin, rest = DOCUMENT.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        fail(f"{DOCUMENT} has no marks for the table")
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}")
