"""A file of rules, read and checked like a plan."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from stc import codes
from stc.errors import FileRefused
from stc.files.places import KeyPath, location_of
from stc.files.read import Builder, NotValid
from stc.findings import Finding, count_findings, has_errors, sort_findings
from stc.imports.rules import EXTRA, VALUE, FieldRule, ValueRule, declare_rules
from stc.imports.values import EXTRA_KEY
from stc.plan.field import BadValue, Spec, specs_of
from stc.plan.model import Department
from stc.text.nearest import quote
from stc.yaml.document import Document
from stc.yaml.reader import read_document
from stc.yaml.values import to_data


class PlacedRule(NamedTuple):
    """A rule of a field, and the path to it in the file of rules."""

    path: KeyPath
    rule: FieldRule


class Rules(NamedTuple):
    """The rules of an import.

    Attributes:
        document: Their file, for the places of findings.
        row: Their content, as declared in `rules`.
        head: The head of the plan as plain data; empty if the rules have none.
        section: The rules of the section of a row, by the fields.
        goal: The rules of its goal, by the fields.
        columns: The rules of the fields of a step but `extra`.
        extra: The rules of what is kept beside them, by its keys.
    """

    document: Document
    row: Any
    head: dict[str, Any]
    section: dict[str, PlacedRule]
    goal: dict[str, PlacedRule]
    columns: dict[str, PlacedRule]
    extra: dict[str, PlacedRule]

    @property
    def departments(self) -> tuple[Department, ...]:
        """The departments that the rules name."""
        return self.row.plan.departments if self.row.plan else ()

    def list_all(self) -> Iterator[PlacedRule]:
        """Yield every rule of a field."""
        for group in (self.section, self.goal, self.columns, self.extra):
            yield from group.values()

    def refuse(self, findings: tuple[Finding, ...]) -> FileRefused:
        """Return the error to raise for these findings."""
        return _refuse(self.document.path, findings)


def read_rules(data: bytes, path: str) -> Rules:
    """Return the rules in the bytes of a file; `path` is how findings call it.

    Raises:
        FileRefused: They have errors.
    """
    document = read_document(data, path)
    if document.root is None or has_errors(document.findings):
        raise _refuse(path, document.findings)
    values: Any = to_data(document.root)
    block = declare_rules(_list_extra(values))
    values = _normalize(block, values)
    try:
        row = Builder().build(block, values)
    except (NotValid, BadValue):
        from stc.files.strict import check_shape

        raise _refuse(path, sort_findings(check_shape(block, document, values))) from None
    rules = Rules(
        document,
        row,
        values.get("plan") or {},
        _place_rules(block, row, "section"),
        _place_rules(block, row, "goal"),
        _place_rules(block, row, "columns"),
        _place_extra(block, row),
    )
    findings = sort_findings(_check(rules))
    if findings:
        raise _refuse(path, findings)
    return rules


def _refuse(path: str, findings: tuple[Finding, ...]) -> FileRefused:
    number = count_findings(findings, "error")
    errors = "1 error" if number == 1 else f"{number:,} errors"
    return FileRefused(f"{path} has {errors}, so nothing was imported.", findings)


def _list_extra(values: Any) -> tuple[str, ...]:
    columns = values.get("columns") if isinstance(values, dict) else None
    extra = columns.get(EXTRA) if isinstance(columns, dict) else None
    return tuple(extra) if isinstance(extra, dict) else ()


def _normalize(block: Any, data: Any) -> Any:
    """Return the data with short forms written out: a text for a rule, one value for a list."""
    if block in (FieldRule, ValueRule) and isinstance(data, str):
        return {"text": data}
    if not isinstance(data, dict):
        return data
    specs = specs_of(block)
    return {
        key: _normalize_value(specs[key], value) if key in specs else value
        for key, value in data.items()
    }


def _normalize_value(spec: Spec, value: Any) -> Any:
    if spec.many and isinstance(value, dict if spec.block else str):
        value = [value]
    if spec.block is None:
        return value
    if spec.many and isinstance(value, list):
        return [_normalize(spec.block, block) for block in value]
    return _normalize(spec.block, value)


def _place_rules(block: Any, row: Any, name: str) -> dict[str, PlacedRule]:
    inner = getattr(row, name)
    if inner is None:
        return {}
    specs = specs_of(specs_of(block)[name].block)
    found = {}
    for key, spec in specs.items():
        rule = getattr(inner, spec.attribute)
        if isinstance(rule, FieldRule):
            found[key] = PlacedRule((name, key), rule)
    return found


def _place_extra(block: Any, row: Any) -> dict[str, PlacedRule]:
    spec = specs_of(specs_of(block)["columns"].block)[EXTRA]
    if row.columns.extra is None:
        return {}
    return {
        key: PlacedRule(("columns", EXTRA, key), getattr(row.columns.extra, column.attribute))
        for key, column in specs_of(spec.block).items()
        if getattr(row.columns.extra, column.attribute) is not None
    }


def _check(rules: Rules) -> Iterator[Finding]:
    """Yield the findings on rules that contradict each other."""
    document = rules.document
    for path, rule in rules.list_all():
        place = location_of(document, path)
        named = [way for way in (rule.text, rule.column, rule.columns or None) if way is not None]
        if len(named) != 1:
            message = "A rule names its columns once: with text, column or columns."
            yield codes.MISSING_FIELD.at(place, message, "Write one of the three.")
        if rule.each and rule.each.text and VALUE not in rule.each.text:
            message = f"{quote(rule.each.text)} has no place for the value."
            place = location_of(document, (*path, "each"))
            yield codes.NOT_A_CHOICE.at(place, message, f"Write {VALUE} where it goes.")
        if rule.was and not (rule.on and rule.reason):
            message = "The deadline before has no day or no reason for its move."
            yield codes.MISSING_FIELD.at(place, message, "Add on: and reason:.")
    for key, (path, _) in rules.extra.items():
        if not EXTRA_KEY.fullmatch(key):
            message = f"{quote(key)} cannot be a key of extra."
            hint = "Write it with small letters, digits and _, such as budget_line."
            yield codes.MALFORMED_ID.at(location_of(document, path, key=True), message, hint)
