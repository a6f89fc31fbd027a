# SPDX-License-Identifier: Apache-2.0
"""Manual pages from what the program says of itself (`--help`) and from the documents (Markdown)."""

import re

PLAIN = str.maketrans({"\\": "\\e", "-": "\\-"})
# What a pattern takes out of a text while the rest is escaped.
INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]+\)")


def escape(text):
    """A line of text: no character of it means something to roff."""
    text = text.translate(PLAIN)
    return "\\&" + text if text[:1] in (".", "'") else text


def inline(text):
    parts, at = [], 0
    for match in INLINE.finditer(text):
        code, bold, link = match.groups()
        parts.append(text[at:match.start()].translate(PLAIN))
        shown = (code or bold or link).translate(PLAIN)
        parts.append(shown if link else f"\\fB{shown}\\fP")
        at = match.end()
    line = "".join(parts) + text[at:].translate(PLAIN)
    return "\\&" + line if line[:1] in (".", "'") else line


def head(name, section, date, version, summary):
    return [f'.TH {name.upper()} {section} "{date}" "egret {version}"', ".SH NAME",
            f"{name} \\- {escape(summary)}"]


# `--help`: a title in capitals, then lines; of a list each item stands two columns in.

def blocks(help_text):
    """The parts of a help text: title, lines."""
    found = []
    for line in help_text.splitlines():
        match = re.match(r"^([A-Z][A-Z ]+):\s*(.*)$", line)
        if match:
            found.append((match[1], [match[2]] if match[2] else []))
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("OVERVIEW", [line]))
    return found


def items(lines):
    """The items of a list: term, description."""
    found = []
    for line in lines:
        match = re.match(r"^  (\S.*?)(?:\s{2,}(\S.*))?$", line)
        if match:
            found.append([match[1], match[2] or ""])
        elif line.strip() and found:
            found[-1][1] = f"{found[-1][1]} {line.strip()}".strip()
    return found


def command(name, help_text):
    """A command's part of the page."""
    page = [f".SS {escape(name)}"]
    for title, lines in blocks(help_text):
        if title == "OVERVIEW":
            page += [".PP"] + [escape(line) if line.strip() else ".PP" for line in lines]
        elif title == "USAGE":
            page += [".PP", f"\\fB{escape(' '.join(line.strip() for line in lines).strip())}\\fP"]
        else:
            for term, text in items(lines):
                page += [".TP", f"\\fB{escape(term)}\\fP", escape(text) or "\\&"]
    return page


def program(helps, date, version):
    """egret(8), from the help of each command by its name; the program's own is first."""
    page = head("egret", 8, date, version, "watch where MCP servers send data")
    page += [".SH COMMANDS"]
    for name, text in helps.items():
        page += command(name, text)
    page += [".SH FILES", ".TP", "/etc/egret/policy.yaml", "What each server is expected to use.",
             ".SH SEE ALSO", "egret\\-policy(5), egret\\-alerts(5)"]
    return "\n".join(page) + "\n"


# Markdown, as far as the documents use it.

def document(name, text, date, version, summary):
    page, is_code = head(name, 5, date, version, summary) + [".SH DESCRIPTION"], False
    for line in text.splitlines():
        if line.startswith("```"):
            page.append(".fi" if is_code else ".nf")
            is_code = not is_code
        elif is_code:
            page.append(escape(line))
        elif line.startswith("# "):
            continue
        elif line.startswith("#"):
            depth, title = line.split(" ", 1)
            page.append(f".{'SH' if len(depth) == 2 else 'SS'} {escape(title.replace('`', ''))}")
        elif line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not all(set(cell) <= set("-: ") for cell in cells):
                page += [".TP", inline(cells[0]) or "\\&", inline("; ".join(filter(None, cells[1:]))) or "\\&"]
        elif re.match(r"^\s*- ", line):
            page += [".IP \\(bu 2", inline(line.strip()[2:])]
        elif not line.strip():
            page.append(".PP")
        else:
            page.append(inline(line.strip()))
    return "\n".join(page) + "\n"
