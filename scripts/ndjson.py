# SPDX-License-Identifier: Apache-2.0
"""The command line that the validators of alert lines share: files in, complaints out."""

import json
import sys


def run(program, parser, prepare):
    """Checks every line of the files and ends the process.

    `prepare` is given the parsed arguments and returns a function from an event to complaints.
    """
    parser.add_argument("files", nargs="+")
    try:
        arguments = parser.parse_args()
        sys.exit(check(arguments.files, prepare(arguments)))
    except Exception as error:
        # A check that broke has checked nothing: never to be taken for a complaint.
        print(f"{program}: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(2)


def check(files, complaints):
    lines, bad = 0, 0
    for name in files:
        with open(name, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                lines += 1
                for why in complaints(json.loads(line)):
                    bad += 1
                    print(f"{name}:{number}: {why}")
    print(f"{lines} lines, {bad} complaints")
    if lines == 0:
        print("nothing to check", file=sys.stderr)
        return 2
    return 1 if bad else 0
