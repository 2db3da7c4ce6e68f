"""The import of tables by their rules: a new plan, or additions to an existing one."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from stc.errors import CannotGoOn, FileRefused
from stc.files.layout import lay_out_file
from stc.files.load import Loaded, load_plan
from stc.files.places import KeyPath, location_of
from stc.findings import Finding, Location, has_errors
from stc.imports.assemble import assemble
from stc.imports.build import DraftMaker
from stc.imports.dates import DateReading
from stc.imports.draft import Data, Draft, StepDraft
from stc.imports.earlier import add_revisions, read_editions
from stc.imports.head import complete_head
from stc.imports.lines import Lines, ReadFile, Show
from stc.imports.merge import MergeOptions, Merger
from stc.imports.patterns import PatternClock
from stc.imports.read import Rules, read_rules
from stc.imports.report import Report
from stc.plan.field import BadValue, specs_of
from stc.plan.model import Plan, Step
from stc.plan.status import Status, fold_status
from stc.plan.vocabulary import FiscalYear
from stc.plan.zones import today_in
from stc.rules.load_checked import load_checked_plan
from stc.rules.validate import find_plan_errors
from stc.yaml.compose import compose
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Sequence
from stc.yaml.values import to_data

_NOT_WRITTEN = ("updates", "measure")


class Moves(NamedTuple):
    """What a person decides about moved deadlines and differing values.

    Attributes:
        on: The day of the decisions, as typed.
        reason: Why they moved.
        replace: Replace values of the plan that differ from the tables.
    """

    on: date | None = None
    reason: str | None = None
    replace: bool = False


class Import:
    """Tables and the rules to import them by.

    Attributes:
        report: The use of their cells.
    """

    def __init__(self, data: bytes, path: Path, read: ReadFile, show: Show) -> None:
        """Read the rules.

        Args:
            data: The bytes of the rules.
            path: Their file.
            read: How the bytes of a file are read.
            show: How the path of a file is shown.

        Raises:
            FileRefused: The rules have errors.
        """
        self.report = Report()
        self._rules = read_rules(data, show(path))
        self._folder, self._read, self._show = path.parent, read, show

    def _read_tables(self, head: Plan) -> Draft:
        """Return what the tables hold, read by the head of the plan.

        Raises:
            FileRefused: The rules or cells have errors.
            CannotGoOn: A table cannot be read.
        """
        self._head, rules, report = head, self._rules, self.report
        where = (self._folder, self._read, self._show)
        lines = Lines(rules, *where)
        reading = _find_reading(rules, head.fiscal_year)
        clock = PatternClock()
        draft = DraftMaker(rules, lines, head, self._parse_status, reading, clock, report).make()
        if not draft.steps:
            names = ", ".join(dict.fromkeys(table.path for table in lines.tables))
            raise CannotGoOn(f"{names}: no row is a step, so nothing was imported.", "Check skip.")
        editions = read_editions(rules, *where, head, self._parse_status, reading)
        add_revisions(draft, editions)
        report.notices[:0] = [notice for table in lines.all_tables for notice in table.notices]
        report.notices += [
            f"{name}: is not supported yet, so it was skipped."
            for name in _NOT_WRITTEN
            if getattr(rules.row, name) is not None
        ]
        return draft

    def _parse_status(self, text: str) -> Status | None:
        """Return the status of a name, now or before; an alias is for people who type."""
        folded = fold_status(text)
        for status in self._head.vocabulary.statuses:
            if folded in map(fold_status, (status.name, *status.was)):
                return status
        return None

    def _check_head(self) -> Plan:
        """Return the plan that the rules begin, without steps.

        Raises:
            FileRefused: What they say of it has errors.
        """
        head = {"departments": [], **self._rules.head, "schema_version": "1", "sections": []}
        loaded = _load(head, self._rules.document.path)
        if loaded.value is None:
            raise self._rules.refuse(tuple(self._place_in_head(loaded)))
        return loaded.value

    def _place_in_head(self, loaded: Loaded[Plan]) -> Iterator[Finding]:
        for finding in loaded.findings:
            if finding.severity == "error":
                path = find_path(loaded.document, finding.place)
                place = location_of(self._rules.document, ("plan", *path))
                yield finding._replace(place=place, related=None)

    def make(self, shown: str, now: datetime) -> bytes:
        """Return the bytes of a new plan; `shown` is the name of its file in findings.

        Raises:
            FileRefused: It would have errors; their places are those of the cells.
        """
        head = self._check_head()
        assembled = assemble(self._read_tables(head), self._rules.head)
        loaded = _load(assembled.data, shown)
        today = today_in(head.timezone, now)
        errors = find_plan_errors(loaded, today) if loaded.value else loaded.findings
        if has_errors(errors):
            origins = dict(zip(_list_step_paths(assembled.data), assembled.steps, strict=True))
            raise FileRefused(
                "The plan would have errors, so nothing was imported.",
                tuple(self._place(loaded.document, errors, origins)),
                "Correct the tables, or say in the rules how to read them.",
            )
        self._count(assembled.data)
        return loaded.document.data

    def merge(self, data: bytes, shown: str, now: datetime, moves: Moves) -> bytes:
        """Return the bytes of an existing plan with the additions from the tables.

        Its own head is what the rows are read by; what it lacks comes from the rules.

        Raises:
            FileRefused: The plan has errors, or would have.
            CannotGoOn: A deadline moved without a reason, or the text allows no exact change.
        """
        _, document, _ = load_checked_plan(data, shown, now)
        loaded = load_plan(complete_head(document, self._rules, self.report), shown)
        today = self._check_completed(document, loaded, now)
        assert loaded.value is not None, "the plan is valid"
        plan, document = loaded.value, loaded.document
        draft = self._read_tables(plan)
        rule = self._rules.columns.get("deadline")
        on, reason = moves.on, moves.reason
        if rule and on is None and rule.rule.on:
            on = self._parse_on(rule.rule.on)
        if rule and reason is None:
            reason = rule.rule.reason
        options = MergeOptions(on, reason, moves.replace, _parse_deadline, self._parse_status)
        new = Merger(plan, document, draft, options, self.report).merge(today)
        loaded = load_plan(new, shown)
        errors = find_plan_errors(loaded, today)
        if errors:
            by_id = {step.data["id"]: step for step in draft.steps if "id" in step.data}
            origins = {
                path: by_id[step["id"]]
                for path, step in _list_steps(to_data(loaded.document.root))
                if step["id"] in by_id
            }
            raise FileRefused(
                "The plan would have errors, so nothing was written.",
                tuple(self._place(loaded.document, errors, origins)),
            )
        self._count(to_data(loaded.document.root))
        return new

    def _check_completed(self, before: Document, loaded: Loaded[Plan], now: datetime) -> date:
        """Return today in the time zone of a plan whose head was completed.

        Raises:
            FileRefused: What the rules add contradicts the plan.
        """
        if loaded.value is None:
            errors = loaded.findings
        else:
            today = today_in(loaded.value.timezone, now)
            errors = find_plan_errors(loaded, today)
            if not errors:
                return today
        raise FileRefused(
            "The head in the rules (plan:) contradicts the plan, so nothing was written.",
            tuple(self._place_completed(before, loaded.document, errors)),
            "Leave it out of the rules, or change the plan first.",
        )

    def _place_completed(
        self, before: Document, document: Document, errors: tuple[Finding, ...]
    ) -> Iterator[Finding]:
        """Yield findings of a plan whose head was completed with the places in the two files."""
        for finding in errors:
            if finding.severity != "error":
                continue
            path = find_path(document, finding.place)
            if path[:1] == ("sections",):
                place = location_of(before, path)
            else:
                # The items of a list have other numbers in the rules.
                end = next((n for n, part in enumerate(path) if isinstance(part, int)), len(path))
                place = location_of(self._rules.document, ("plan", *path[:end]))
            yield finding._replace(place=place, related=None)

    def _parse_on(self, text: str) -> date:
        return _parse_deadline(text) or date.min

    def _place(
        self, document: Document, errors: tuple[Finding, ...], origins: dict[KeyPath, StepDraft]
    ) -> Iterator[Finding]:
        """Yield the findings of the plan at the cells they come from."""
        for finding in errors:
            if finding.severity != "error":
                continue
            path = find_path(document, finding.place)
            begins = (path[:end] for end in range(len(path), 0, -1))
            at = next((begin for begin in begins if begin in origins), None)
            if at is not None:
                step, key = origins[at], str(path[len(at)]) if len(path) > len(at) else ""
                place = step.locate(key)
                yield finding._replace(place=place, related=None)
            elif path and path[0] in self._rules.head:
                place = location_of(self._rules.document, ("plan", *path))
                yield finding._replace(place=place, related=None)
            else:
                yield finding._replace(place=location_of(self._rules.document, ("plan",)))

    def _count(self, data: Data) -> None:
        made = self.report.made
        made["sections"] = len(data["sections"])
        made["goals"] = sum(len(section.get("goals") or ()) for section in data["sections"])
        made["steps"] = sum(1 for _ in _list_steps(data))
        made["departments"] = len(data["departments"])


def _find_reading(rules: Rules, fiscal: FiscalYear | None) -> DateReading:
    """Return how dates are written; the fiscal year of the plan replaces one of the rules."""
    dates = rules.row.dates
    if dates is None:
        return DateReading(fiscal=fiscal)
    if dates.year_begins:
        fiscal = FiscalYear(dates.year_begins, dates.year_named)
    return DateReading(dates.order, fiscal)


def _load(data: Data, path: str) -> Loaded[Plan]:
    """Return what a file with this data holds, in the canonical layout."""
    try:
        text = lay_out_file(compose(data, path))
    except ValueError as problem:
        raise CannotGoOn(f"{path} cannot hold a text of the tables: {problem}.") from None
    return load_plan(text.encode(), path)


def _parse_deadline(text: str) -> Any:
    spec = specs_of(Step)["deadline"]
    assert spec.type is not None, "a deadline is a text"
    try:
        return spec.type.parse(text)
    except BadValue:
        return None


def _list_steps(data: Data) -> Iterator[tuple[KeyPath, Data]]:
    """Yield the path to each step in the order of the file, and the step."""
    for s, section in enumerate(data["sections"]):
        for n, step in enumerate(section.get("steps") or ()):
            yield ("sections", s, "steps", n), step
        for g, goal in enumerate(section.get("goals") or ()):
            for n, step in enumerate(goal["steps"]):
                yield ("sections", s, "goals", g, "steps", n), step


def _list_step_paths(data: Data) -> list[KeyPath]:
    return [path for path, _ in _list_steps(data)]


def find_path(document: Document, place: Location) -> KeyPath:
    """Return the path to the value at a place of a document."""
    path: list[str | int] = []
    node: Node | None = document.root
    wanted = (place.line, place.column or 1_000_000)
    while isinstance(node, Mapping | Sequence):
        found: tuple[str | int, Node] | None = None
        if isinstance(node, Mapping):
            for key, value in node.entries:
                if (key.line, key.column) <= wanted:
                    found = key.text, value
        else:
            for number, item in enumerate(node.items):
                if (item.line, item.column) <= wanted:
                    found = number, item
        if found is None:
            break
        path.append(found[0])
        node = found[1]
    return tuple(path)
