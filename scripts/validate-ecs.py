#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks NDJSON files against the Elastic Common Schema, offline.

    validate-ecs.py --schema DIR FILE...

DIR holds fields.csv and ecs_flat.yml of the elastic/ecs repository. Fields of no schema are
complaints, except below `mcp`. Exit 0: all lines are valid; 1: some are not, each told as
FILE:LINE: FIELD: WHY; 2: the check itself failed.
"""

import argparse
import csv
import ipaddress
import os
import re
import sys

sys.dont_write_bytecode = True
import ndjson

OWN = {"mcp"}
REQUIRED = ("@timestamp", "ecs", "message", "event")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
TEXTS = {"keyword", "wildcard", "match_only_text", "constant_keyword", "text"}
OPEN = {"object", "flattened", "nested"}


class Schema:
    def __init__(self, folder):
        import yaml

        with open(os.path.join(folder, "fields.csv"), encoding="utf-8") as file:
            self.fields = {row["Field"]: row for row in csv.DictReader(file)}
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        with open(os.path.join(folder, "ecs_flat.yml"), encoding="utf-8") as file:
            self.flat = yaml.load(file, loader)
        self.types = {
            value["name"]: set(value.get("expected_event_types") or [])
            for value in self.flat["event.category"]["allowed_values"]
        }

    def allowed(self, name):
        entry = self.flat.get(name, {})
        values = [value["name"] for value in entry.get("allowed_values") or []]
        return values or entry.get("expected_values") or []


def is_ip(value):
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return isinstance(value, str)


def has_type(kind, value):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind in TEXTS:
        return isinstance(value, str)
    if kind in ("long", "integer"):
        return is_number and isinstance(value, int)
    if kind in ("float", "scaled_float", "double"):
        return is_number
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and DATE.fullmatch(value) is not None
    if kind == "ip":
        return is_ip(value)
    return True


def check(event, schema):
    wrong = [f"{name}: missing" for name in REQUIRED if name not in event]
    wrong += check_members(event, "", schema)
    if not wrong:
        wrong += check_event(event["event"], schema)
    return wrong


def check_members(value, path, schema):
    wrong = []
    for key, member in value.items():
        name = f"{path}.{key}" if path else key
        if name in OWN:
            continue
        row = schema.fields.get(name)
        if row is None:
            if isinstance(member, dict):
                wrong += check_members(member, name, schema)
            else:
                wrong.append(f"{name}: no field of the schema")
            continue
        wrong += check_field(name, row, member, schema)
        if isinstance(member, dict) and row["Type"] not in OPEN:
            wrong += check_members(member, name, schema)
    return wrong


def check_field(name, row, member, schema):
    wrong = []
    wants_list = "array" in row["Normalization"]
    if wants_list != isinstance(member, list):
        wrong.append(f"{name}: {'no list' if wants_list else 'a list'}")
    allowed = schema.allowed(name)
    for value in member if isinstance(member, list) else [member]:
        if not has_type(row["Type"], value):
            wrong.append(f"{name}: {value!r} is no {row['Type']}")
        if allowed and value not in allowed:
            wrong.append(f"{name}: {value!r} is none of {allowed}")
    return wrong


def check_event(event, schema):
    wrong = []
    expected = set().union(*(schema.types[name] for name in event["category"]))
    for kind in event["type"]:
        if kind not in expected:
            wrong.append(f"event.type: {kind!r} is not for {event['category']}")
    if event["kind"] == "signal":
        wrong.append("event.kind: signal is for Elastic's own rules")
    return wrong


def prepare(arguments):
    schema = Schema(arguments.schema)
    return lambda event: check(event, schema)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check NDJSON against ECS, offline.")
    parser.add_argument("--schema", required=True)
    ndjson.run("validate-ecs", parser, prepare)
