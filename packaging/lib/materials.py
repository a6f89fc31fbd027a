# SPDX-License-Identifier: Apache-2.0
"""What is linked into the program: for the list of materials (CycloneDX) and for the copyright file."""

import json
import subprocess
import uuid

# Libraries that are linked statically: Debian's package with the archive, licence, whose.
LIBRARIES = {
    "libbpf": ("libbpf-dev", "LGPL-2.1-only or BSD-2-Clause", "the libbpf authors"),
    "libelf": ("libelf-dev", "GPL-2+ or LGPL-3+", "the elfutils authors"),
    "zlib": ("zlib1g-dev", "zlib", "1995-2024 Jean-loup Gailly and Mark Adler"),
    "libzstd": ("libzstd-dev", "BSD-3-Clause or GPL-2", "Meta Platforms, Inc. and affiliates"),
    "libyaml": ("libyaml-dev", "Expat", "2006-2020 Kirill Simonov and Ingy döt Net"),
}
PACKAGES = {
    "swift-argument-parser": "Apache-2.0 with Swift exception",
    "swift-asn1": "Apache-2.0",
    "swift-crypto": "Apache-2.0",
    "swift-log": "Apache-2.0",
}
SPDX = {
    "Apache-2.0 with Swift exception": "Apache-2.0 WITH Swift-exception",
    "LGPL-2.1-only or BSD-2-Clause": "LGPL-2.1-only OR BSD-2-Clause",
    "GPL-2+ or LGPL-3+": "GPL-2.0-or-later OR LGPL-3.0-or-later",
    "BSD-3-Clause or GPL-2": "BSD-3-Clause OR GPL-2.0-only",
    "zlib": "Zlib",
    "Expat": "MIT",
}


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def debian_version(package):
    found = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


def linked(root):
    """Name, version, licence, whose, purl, of everything in the program but Egret itself."""
    swift = output("swift", "--version").split("Swift version ", 1)[1].split()[0]
    found = [("swift", swift, "Apache-2.0 with Swift exception", "Apple Inc. and the Swift project authors",
              f"pkg:github/swiftlang/swift@{swift}")]
    pins = json.loads((root / "Package.resolved").read_text())["pins"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        name, version = pin["identity"], pin["state"]["version"]
        if name in PACKAGES:
            found.append((name, version, PACKAGES[name], "Apple Inc. and the project's authors",
                          f"pkg:github/apple/{name}@{version}"))
    for name, (package, licence, whose) in LIBRARIES.items():
        version = debian_version(package)
        if version:
            found.append((name, version, licence, whose, f"pkg:deb/debian/{package}@{version}"))
    return found


def materials(root, version, commit, when):
    """CycloneDX 1.5. The serial number follows from the commit, so two builds of one give the same bytes."""
    components = [
        {"type": "library", "name": name, "version": number, "purl": purl,
         "licenses": [{"expression": SPDX.get(licence, licence)}]}
        for name, number, licence, _, purl in linked(root)]
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'egret:{commit}')}",
        "metadata": {
            "timestamp": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "name": "egret", "version": version,
                          "licenses": [{"expression": "Apache-2.0"}]},
            "properties": [{"name": "egret:commit", "value": commit}]},
        "components": components}


def paragraphs(root):
    """Of the copyright file: a stanza for each that is linked."""
    return "\n".join(
        f"Files: linked/{name}/*\nCopyright: {whose}\nLicense: {licence}\nComment: version {number}\n"
        for name, number, licence, whose, _ in linked(root))
