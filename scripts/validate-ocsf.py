#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks NDJSON files against the OCSF schema, offline.

    validate-ocsf.py [--version V]... FILE...

Every line is checked against every version given (default: the line's own metadata.version). The
JSON Schema comes with the package ocsf-json-schema; what it cannot say is checked here: times,
type numbers, captions, profiles, observables, deprecated attributes. Exit 0: all lines are valid;
1: some are not, each told as FILE:LINE: VERSION: PATH: WHY; 2: the check itself failed.
"""

import argparse
import re
import sys

sys.dont_write_bytecode = True
import ndjson

EARLIEST_MS, LATEST_MS = 10**12, 10**13
STEP = re.compile(r"([A-Za-z0-9_]+)|\[(\d+)\]|\.")
UNUSUAL = "99"


class Schema:
    """One version of OCSF: its definitions, and a validator for each class and set of profiles."""

    def __init__(self, version):
        from jsonschema import Draft202012Validator
        from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

        self.raw = get_ocsf_schema(version)
        self.source = OcsfJsonSchemaEmbedded(self.raw)
        self.make = Draft202012Validator
        self.validators = {}

    def class_name(self, uid):
        return self.source.lookup_class_name_from_uid(uid)

    def validator(self, name, profiles):
        key = (name, tuple(profiles))
        if key not in self.validators:
            schema = self.source.get_class_schema(name, profiles=list(profiles))
            self.validators[key] = self.make(schema)
        return self.validators[key]


def check(event, schema):
    """All that is wrong with the event, as 'path: why'."""
    uid = event.get("class_uid")
    known = {c["uid"] for c in schema.raw["classes"].values() if "uid" in c}
    if type(uid) is not int or uid not in known:
        return [f"class_uid: no class {uid!r}"]
    name = schema.class_name(uid)
    profiles = event.get("metadata", {}).get("profiles", [])
    if not isinstance(profiles, list):
        return ["metadata.profiles: no list"]
    wrong = [
        f"{e.json_path}: {e.message[:200]}"
        for e in schema.validator(name, profiles).iter_errors(event)
    ]
    definition = schema.raw["classes"][name]
    wrong += check_profiles(profiles, definition)
    wrong += check_numbers(event)
    wrong += check_attributes(event, definition["attributes"], schema.raw["objects"], "")
    wrong += check_observables(event)
    return wrong


def check_profiles(profiles, definition):
    offered = definition.get("profiles") or []
    return [f"metadata.profiles: {p!r} is none of the class" for p in profiles if p not in offered]


def check_numbers(event):
    wrong = []
    expected = event["class_uid"] * 100 + event.get("activity_id", -1)
    if event.get("type_uid") != expected:
        wrong.append(f"type_uid: {event.get('type_uid')} is not {expected}")
    for key in ("time", "start_time", "end_time"):
        if key == "time" or key in event:
            value = event.get(key)
            if type(value) is not int or not EARLIEST_MS <= value < LATEST_MS:
                wrong.append(f"{key}: {value} is no time in milliseconds")
    return wrong


def check_attributes(value, attributes, objects, path):
    """Captions beside their numbers, and attributes that are on their way out."""
    wrong = []
    if not isinstance(value, dict):
        return wrong
    for key, member in value.items():
        attribute = attributes.get(key)
        if attribute is None:
            continue
        if "@deprecated" in attribute:
            wrong.append(f"{path}{key}: deprecated")
        wrong += check_caption(value, key, attribute, path)
        if attribute.get("type") == "object_t":
            inner = objects[attribute["object_type"]]["attributes"]
            for index, item in enumerate(member if isinstance(member, list) else [member]):
                place = f"{path}{key}[{index}]." if isinstance(member, list) else f"{path}{key}."
                wrong += check_attributes(item, inner, objects, place)
    return wrong


def check_caption(value, key, attribute, path):
    sibling, number = attribute.get("sibling"), str(value[key])
    if sibling not in value or number == UNUSUAL or number not in attribute.get("enum", {}):
        return []
    caption = attribute["enum"][number]["caption"]
    if value[sibling] == caption:
        return []
    return [f"{path}{sibling}: {value[sibling]!r} is not {caption!r}, the caption of {number}"]


def check_observables(event):
    wrong = []
    for index, observable in enumerate(event.get("observables", [])):
        found, value = resolve(event, observable.get("name", ""))
        if not found:
            wrong.append(f"observables[{index}]: nothing at {observable.get('name')!r}")
        elif str(value) != observable.get("value"):
            wrong.append(f"observables[{index}]: {observable.get('value')!r} is not {value!r}")
    return wrong


def resolve(event, path):
    """Whether there is something at a path such as a[0].b, and what."""
    value = event
    for match in STEP.finditer(path):
        key, index = match.groups()
        if key is not None:
            if not isinstance(value, dict) or key not in value:
                return False, None
            value = value[key]
        elif index is not None:
            if not isinstance(value, list) or int(index) >= len(value):
                return False, None
            value = value[int(index)]
    return bool(path), value


def prepare(arguments):
    schemas = {}

    def complaints(event):
        for version in arguments.version or [event["metadata"]["version"]]:
            if version not in schemas:
                schemas[version] = Schema(version)
            for why in check(event, schemas[version]):
                yield f"{version}: {why}"

    return complaints


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check NDJSON against OCSF, offline.")
    parser.add_argument("--version", action="append", default=[])
    ndjson.run("validate-ocsf", parser, prepare)
