"""A little reader of data packages, made from the standard's text and not from our code.

It knows CSV, the types, constraints and keys that Table Schema names, and nothing of a plan.
"""

import json
import re
from datetime import date
from hashlib import sha256
from typing import Any

Row = dict[str, Any]


def parse_csv(text: str) -> list[list[str]]:
    """Return the rows of RFC 4180 text, sign by sign."""
    rows: list[list[str]] = []
    row: list[str] = []
    cell: list[str] = []
    place = 0
    while place < len(text):
        if text[place] == '"':
            assert not cell, "a quote in the middle of a cell"
            place += 1
            while text[place] != '"' or text[place + 1] == '"':
                cell.append(text[place])
                place += 2 if text[place] == '"' else 1
            place += 1
            assert text[place] in ",\r", "a closing quote ends its cell"
        elif text[place] == ",":
            row.append("".join(cell))
            cell, place = [], place + 1
        elif text[place] == "\r":
            assert text[place + 1] == "\n", "a line ends with CR LF"
            rows.append([*row, "".join(cell)])
            row, cell, place = [], [], place + 2
        else:
            assert text[place] != "\n", "a bare line feed stands in quotes"
            cell.append(text[place])
            place += 1
    assert not row and not cell, "the last line ends, too"
    return rows


def read_package(files: dict[str, bytes]) -> dict[str, list[Row]]:
    """Return the rows of every table, typed; everything the descriptor says of them is true."""
    descriptor = json.loads(files["datapackage.json"])
    resources = {one["name"]: one for one in descriptor["resources"]}
    tables = {name: read_table(one, files[one["path"]]) for name, one in resources.items()}
    named = {one["path"] for one in resources.values()} | {"datapackage.json", "data.json"}
    assert set(files) <= named
    for name, resource in resources.items():
        for link in resource["schema"].get("foreignKeys", []):
            found = link["reference"]
            held = {key_of(row, found["fields"]) for row in tables[found["resource"]]}
            meant = {key_of(row, link["fields"]) for row in tables[name]}
            assert {key for key in meant if None not in key} <= held, (name, link)
    return tables


def key_of(row: Row, fields: list[str]) -> tuple[Any, ...]:
    return tuple(row[field] for field in fields)


def read_table(resource: dict[str, Any], data: bytes) -> list[Row]:
    assert resource["bytes"] == len(data)
    assert resource["hash"] == "sha256:" + sha256(data).hexdigest()
    assert (resource["encoding"], resource["dialect"]["lineTerminator"]) == ("utf-8", "\r\n")
    schema = resource["schema"]
    head, *lines = parse_csv(data.decode("utf-8"))
    assert head == [field["name"] for field in schema["fields"]]
    rows = []
    for line in lines:
        assert len(line) == len(head)
        cells = zip(schema["fields"], line, strict=True)
        rows.append({one["name"]: read_cell(one, text, schema) for one, text in cells})
    keys = [key_of(row, schema["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert not any(None in key for key in keys)
    for field in schema["fields"]:
        if field.get("constraints", {}).get("unique"):
            assert len({row[field["name"]] for row in rows}) == len(rows)
    return rows


def read_cell(field: dict[str, Any], text: str, schema: dict[str, Any]) -> Any:
    facts = field.get("constraints", {})
    if text in schema["missingValues"]:
        assert not facts.get("required"), field["name"]
        return None
    value = cast(field, text)
    if "pattern" in facts:
        assert re.fullmatch(facts["pattern"], text), text
    if "enum" in facts:
        assert text in facts["enum"]
    if "minimum" in facts:
        assert value >= facts["minimum"]
    if "maximum" in facts:
        assert value <= facts["maximum"]
    assert set(facts) <= {"required", "unique", "pattern", "enum", "minimum", "maximum"}
    return value


def cast(field: dict[str, Any], text: str) -> Any:
    match field["type"]:
        case "string":
            return text
        case "integer":
            assert re.fullmatch("-?[0-9]+", text)
            return int(text)
        case "date":
            assert re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
            return date.fromisoformat(text)
        case "boolean":
            assert text in field["trueValues"] + field["falseValues"]
            return text in field["trueValues"]
        case "array":
            value = json.loads(text)
            assert isinstance(value, list)
            return value
    raise AssertionError(field["type"])
