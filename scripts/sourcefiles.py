# SPDX-License-Identifier: Apache-2.0
"""What the Swift files of a room declare and use: the part of scripts/layers that reads code.

Three checks: folders inside a room use each other one way only, a file holds the type that it is
named after, and a file says in its first lines what it is for.
"""

import re
from pathlib import Path

# Folders inside a room, which is one module: nothing else keeps their arrows. A folder may use
# those it names, and these stand above it here, so the arrows run one way.
FOLDERS = {
    "Servers": {
        "Texts": set(),
        "Documents": {"Texts"},
        "Endpoints": {"Texts"},
        "Launches": {"Texts", "Documents", "Endpoints"},
        "Packages": {"Texts", "Documents", "Launches"},
        "Configurations": {"Texts", "Documents", "Endpoints", "Launches"},
        "Products": {"Texts", "Launches", "Configurations"},
        "Containers": {"Documents", "Launches"},
        "Recognition": {"Texts", "Endpoints", "Launches", "Configurations", "Products", "Containers"},
    },
}

ATTRIBUTES = r"\s*(?:@\w+(?:\([^)]*\))?\s+)*"
MODIFIERS = (r"(?:(?:open|public|package|internal|fileprivate|private|final|indirect|nonisolated)"
             r"\s+)*")
DECLARED = re.compile(
    ATTRIBUTES + rf"({MODIFIERS})(struct|class|enum|actor|protocol|typealias)\s+([A-Z]\w*)")
EXTENDED = re.compile(ATTRIBUTES + MODIFIERS + r"extension\s+([A-Z][\w.]*)")
FIRST = re.compile(
    ATTRIBUTES + MODIFIERS
    + r"(?:struct|class|enum|actor|protocol|typealias|extension|func|let|var)\s+\w")
OWN = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias)\s+([A-Z]\w*)")
USED = re.compile(r"(?<![.\w])[A-Z]\w*")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|//.*')
INTERPOLATION = re.compile(r"\\\(((?:[^()]|\([^()]*\)?)*)")


def without_text(found: re.Match) -> str:
    """A comment is nothing; of a string the code that is put into it stays."""
    if not found[0].startswith('"'):
        return '""'
    return '""' + "".join(f" {code}" for code in INTERPOLATION.findall(found[0]))


def code_lines(path: Path):
    """The numbered lines of a source file without comments and one-line strings."""
    text = path.read_text(encoding="utf-8", errors="replace")
    text = re.sub(r"/\*.*?\*/", lambda block: "\n" * block[0].count("\n"), text, flags=re.S)
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        opens = line.count('"""')
        if inside or opens:
            inside = inside ^ (opens % 2 == 1)
            continue
        yield number, STRING.sub(without_text, line)


def top_level(path: Path):
    """The numbered lines that are within no braces."""
    depth = 0
    for number, line in code_lines(path):
        if depth == 0:
            yield number, line
        depth += line.count("{") - line.count("}")


def declared(path: Path) -> set:
    """The types a file declares for its whole module."""
    kinds = (DECLARED.match(line) for _, line in top_level(path))
    return {kind[3] for kind in kinds if kind and "private" not in kind[1]}


def extended(path: Path) -> dict:
    """The types a file extends, each with its line."""
    kinds = ((number, EXTENDED.match(line)) for number, line in top_level(path))
    return {kind[1]: number for number, kind in kinds if kind}


def arrow_errors() -> list:
    """A table whose arrows do not run one way proves nothing."""
    found = []
    for room, folders in FOLDERS.items():
        above = set()
        for folder, may in folders.items():
            for wrong in sorted(may - above):
                found.append(f"scripts/sourcefiles.py: {room}/{folder} names {wrong}, "
                             "which does not stand above it")
            above.add(folder)
    return found


def check_folders(root: Path) -> list:
    """Uses of a type from a folder that the table does not give."""
    found = arrow_errors()
    for room, folders in FOLDERS.items():
        paths = sorted((root / "Sources" / room).rglob("*.swift"))
        homes = {}
        for path in paths:
            name, folder = path.relative_to(root), path.parent.name
            if len(name.parts) != 4 or folder not in folders:
                found.append(f"{name}: {room} has no such folder in scripts/sourcefiles.py")
            homes.update((kind, folder) for kind in declared(path))
        for path in paths:
            found += folder_errors(root, path, folders.get(path.parent.name, set()), homes)
    return found


def folder_errors(root: Path, path: Path, may: set, homes: dict) -> list:
    """One file's uses. What an extension adds is used without naming it, so it stays at home."""
    name, folder = path.relative_to(root), path.parent.name
    found = []
    for kind, number in extended(path).items():
        home = homes.get(kind.split(".")[0], folder)
        if home != folder:
            found.append(f"{name}:{number}: {kind} is extended outside its folder, {home}")
    lines = list(code_lines(path))
    own = {kind for _, line in lines for kind in OWN.findall(line)}
    for number, line in lines:
        for kind in sorted(set(USED.findall(line)) - own):
            home = homes.get(kind, folder)
            if home != folder and home not in may:
                found.append(f"{name}:{number}: {folder} may not use {kind} of {home}")
    return found


def check_file_name(root: Path, path: Path) -> list:
    """X.swift declares X; X+Aspect.swift extends X."""
    name = path.relative_to(root)
    kind, _, aspect = path.stem.partition("+")
    kinds = {match[3] for _, line in top_level(path) if (match := DECLARED.match(line))}
    extensions = {other.split(".")[0] for other in extended(path)}
    if not aspect and kind not in kinds:
        return [f"{name}: does not declare {kind}"]
    if aspect and kind not in extensions:
        return [f"{name}: does not extend {kind}"]
    return []


def check_first_lines(root: Path, path: Path) -> list:
    """The first declaration has a doc comment."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = next((number for number, line in top_level(path) if FIRST.match(line)), None)
    if first is None:
        return []
    above = first - 2
    while above >= 0 and lines[above].lstrip().startswith("@"):
        above -= 1
    if above >= 0 and lines[above].lstrip().startswith("///"):
        return []
    return [f"{path.relative_to(root)}:{first}: says in its first lines nothing of what it is for"]
