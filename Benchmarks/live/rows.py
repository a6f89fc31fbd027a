# SPDX-License-Identifier: Apache-2.0
"""The rows of the result: a figure, its aim, and whether it is met."""

import statistics
from dataclasses import asdict, dataclass, field


@dataclass
class Row:
    what: str
    unit: str
    """One figure a round."""
    figures: list[float]
    aim: float | None = None
    is_at_least: bool = False
    """Empty programs at the same hooks, where that makes sense."""
    floor: list[float] = field(default_factory=list)
    """Without Egret."""
    alone: float | None = None
    note: str = ""

    @property
    def figure(self):
        return statistics.median(self.figures)

    @property
    def verdict(self):
        if self.aim is None:
            return "no aim"
        is_met = self.figure >= self.aim if self.is_at_least else self.figure <= self.aim
        return "met" if is_met else "MISSED"

    @property
    def goal(self):
        if self.aim is None:
            return ""
        return f"{'≥' if self.is_at_least else '≤'} {plain(self.aim)}"

    @property
    def spread(self):
        return f"{plain(min(self.figures))} … {plain(max(self.figures))}" if len(self.figures) > 1 else ""

    def cells(self):
        return [self.what, plain(self.alone), plain(statistics.median(self.floor)) if self.floor else "",
                f"{plain(self.figure)} {self.unit}".strip(), self.spread, self.goal, self.verdict, self.note]

    def stored(self):
        return asdict(self)


HEADS = ["", "alone", "empty programs", "Egret", "lowest … highest", "aim", "", ""]


def plain(number):
    """Without digits that say nothing."""
    if number is None:
        return ""
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"


def as_text(rows):
    lines = [HEADS] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) if column < 6 else cell
                               for column, (cell, width) in enumerate(zip(line, widths))).rstrip()
                     for line in lines)


def as_markdown(rows):
    lines = [HEADS, ["---"] + ["---:"] * 5 + ["---"] * 2]
    for row in rows:
        cells = row.cells()
        lines.append(cells[:6] + [cells[6].replace("MISSED", "**missed**")] + cells[7:])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
