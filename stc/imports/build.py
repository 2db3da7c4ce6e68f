"""A draft of a plan, made from rows by rules: plain data, and the cells it comes from."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from stc import codes
from stc.errors import CannotGoOn, FileRefused
from stc.files.places import location_of
from stc.finding_limit import keep_first
from stc.findings import Finding, Location
from stc.imports.dates import DateReading, find_order, read_date
from stc.imports.fields import FieldReader, FieldValues
from stc.imports.lines import Line, Lines
from stc.imports.patterns import PatternClock, TooSlow
from stc.imports.read import Rules
from stc.imports.report import Outcome, Report
from stc.plan.aliases import fold_name, make_department_id, names_of
from stc.plan.field import BadValue, Spec, specs_of
from stc.plan.model import Goal, Plan, Section, Step
from stc.plan.vocabulary import UNKNOWN
from stc.text.nearest import quote

NUMBERED: Final = re.compile(r"\{([nN])\}")
_JOINT: Final = "; "
NO_TEXT: Final = "(no text)"
Data = dict[str, Any]


class StepDraft(NamedTuple):
    """A step of the tables.

    Attributes:
        data: Its fields as plain data, without the id if it is generated.
        made: The pattern of a generated id; empty if the tables have the id.
        line: The row it is made from.
        columns: The columns of the fields, the same for all steps.
        section: The key of its section.
        goal: The key of its goal; empty for none.
    """

    data: Data
    made: str
    line: Line
    columns: Mapping[str, str]
    section: str
    goal: str

    def locate(self, key: str = "") -> Location:
        """Return the place of the cell of a field, or of the row if the field has no cell."""
        return self.line.locate(self.columns.get(key))


class Draft:
    """The content of the tables, before it is assembled into a plan.

    Attributes:
        steps: The steps in the order of the rows.
        sections: The fields of the sections by their keys; the id may be missing.
        goals: The fields of the goals by the keys of section and goal.
        departments: The departments that the head lacks, by their folded names.
    """

    def __init__(self) -> None:
        self.steps: list[StepDraft] = []
        self.sections: dict[str, Data] = {}
        self.goals: dict[tuple[str, str], Data] = {}
        self.departments: dict[str, Data] = {}


class DraftMaker:
    """Builder of a draft, row by row."""

    def __init__(
        self,
        rules: Rules,
        lines: Lines,
        head: Plan,
        parse_status: Any,
        reading: DateReading,
        clock: PatternClock,
        report: Report,
    ) -> None:
        """Declare the fields that the rules read.

        Args:
            rules: The rules.
            lines: The rows of the tables.
            head: The plan whose head the rows are read by.
            parse_status: Return the status of the plan that a text names, or None.
            reading: How dates are written, according to the rules.
            clock: The time limit of patterns.
            report: What is noted of the cells.

        Raises:
            FileRefused: The rules name a column that no table has.
        """
        self._rules, self._lines, self._report = rules, lines, report
        self._head, self._parse_status = head, parse_status
        self._clock = clock
        self._findings: list[Finding] = []
        self.draft = Draft()
        self._known = self._declare_departments()
        self._taken = frozenset(self._known)
        make = self._make_readers
        self._section, self._goal = make(rules.section), make(rules.goal)
        self._columns, self._extra = make(rules.columns), make(rules.extra)
        self._refuse_unknown_names()
        self._specs = specs_of(Step)
        self._names = {key: rule.columns[0] for key, rule in self._columns.items() if rule.columns}
        self._reading = {
            key: self._find_reading(reader, reading)
            for key, reader in self._columns.items()
            if _is_date(self._specs[key])
        }
        self._merged: dict[str, StepDraft] = {}
        self._sections = _Groups()
        self._goals: dict[str, _Groups] = {}

    def _declare_departments(self) -> dict[str, str]:
        """Return the names of the departments of the head, folded, with their ids.

        The rules may have more names for them; where the two disagree, the head is right.
        """
        names: dict[str, str] = {}
        for department in self._head.departments:
            names |= dict.fromkeys(map(fold_name, names_of(department)), department.id)
        for department in self._rules.departments:
            folded = [fold_name(name) for name in names_of(department)]
            known = next(names[name] for name in folded if name in names)
            names = dict.fromkeys(folded, known) | names
        return names

    def _make_readers(self, placed: Mapping[str, Any]) -> dict[str, FieldReader]:
        readers = {
            key: FieldReader(rule, self._lines.columns, self._clock) for key, rule in placed.items()
        }
        for reader in readers.values():
            reader.know(
                name
                for department in (*self._head.departments, *self._rules.departments)
                for name in (department.name, *department.aliases)
            )
        return readers

    def _refuse_unknown_names(self) -> None:
        row, find = self._rules.row, self._lines.find_unknown
        found: list[Finding] = []
        for readers in (self._section, self._goal, self._columns, self._extra):
            for reader in readers.values():
                field = "columns" if reader.rule.columns else "column" if reader.rule.column else ""
                found += find(reader.columns, (*reader.path, *([field] if field else [])))
                if reader.knows_no_name:
                    place = location_of(self._rules.document, reader.path)
                    message = "The rule is divided at known names, and none are known."
                    hint = "Add known: with the names."
                    found.append(codes.MISSING_FIELD.at(place, message, hint))
        found += find(row.fill, ("fill",))
        for column in row.skip or ():
            found += find([column], ("skip", column))
        if found:
            raise self._rules.refuse(tuple(found))

    def _find_reading(self, reader: FieldReader, reading: DateReading) -> DateReading:
        """Return how the dates of a field are written; the column itself may prove the order."""
        if reading.order is not None:
            return reading
        kind = _type_of(self._specs[str(reader.path[-1])])
        texts = (
            text
            for table in self._lines.tables
            for column in reader.columns
            if column in table.columns
            for row in table.rows
            if (text := row.cells[table.columns.index(column)])
        )
        found = find_order(texts, kind)
        if found is None:
            return reading
        order, number = found
        self._report.notices.append(
            f"The column {', '.join(reader.columns)} is read in the order {order}:"
            f" {number:,} of its dates fit no other. Set dates: {{order: {order}}} to say so."
        )
        return reading._replace(order=order)

    def make(self) -> Draft:
        """Return the draft.

        Raises:
            FileRefused: Cells hold what no plan can have.
            CannotGoOn: A pattern took too long.
        """
        with self._clock.running():
            for line in self._lines.list_lines(self._find_id, self._report):
                self._add(line)
        if self._findings:
            raise FileRefused(
                "The tables have values that a plan cannot have, so nothing was imported.",
                keep_first(self._findings),
                "Correct the tables, or say in the rules how to read them.",
            )
        return self.draft

    def _read_field(self, reader: FieldReader, line: Line) -> FieldValues:
        try:
            return reader.read(line)
        except TooSlow:
            place = location_of(self._rules.document, reader.path)
            column = reader.columns[0] if reader.columns else None
            raise CannotGoOn(
                f"{place}: the patterns of the rule take too long on {line.locate(column)}.",
                "Write a simpler pattern, without nested repetitions.",
            ) from None

    def _find_id(self, line: Line) -> str:
        values = self._read_field(self._columns["id"], line).values
        return values[0] if values else ""

    def _add(self, line: Line) -> None:
        section, goal = self._add_section(line), ""
        if self._goal:
            goal = self._add_goal(line, section)
        data = self._read_step(line)
        made = data.pop("id") if NUMBERED.search(data.get("id", "")) else ""
        if not made and "id" not in data:
            hint = 'Leave such rows out with skip, or make the ids: id: "A{n}".'
            message = "The row has no id."
            self._find_at(line, self._columns["id"], codes.MISSING_FIELD, message, hint)
            return
        draft = StepDraft(data, made, line, self._names, section, goal)
        if not made and self._merge(draft):
            return
        self.draft.steps.append(draft)

    def _merge(self, draft: StepDraft) -> bool:
        """Merge a step into one with its id from another row; return whether there is one."""
        folded = draft.data["id"].casefold()
        first = self._merged.setdefault(folded, draft)
        if first is draft:
            return False
        if self._rules.row.same_id is None:
            message = f"The id {quote(draft.data['id'])} is also in another row."
            hint = "Set same_id: merge if the rows are one step."
            place, other = draft.locate("id"), first.locate("id")
            self._findings.append(codes.DUPLICATE_ID.at(place, message, hint, other))
            return True
        self._report.merged += 1
        for key, value in draft.data.items():
            self._merge_value(first, draft, key, value)
        return True

    def _merge_value(self, first: StepDraft, draft: StepDraft, key: str, value: Any) -> None:
        old = first.data.get(key)
        if old is None:
            first.data[key] = value
        elif isinstance(value, list):
            first.data[key] = list(dict.fromkeys([*old, *value]))
        elif key == "needs_review":
            fields = list(dict.fromkeys([*old["fields"], *value["fields"]]))
            note = old["note"] if value["note"] in old["note"] else f"{old['note']} {value['note']}"
            first.data[key] = {"fields": fields, "note": note}
        elif isinstance(value, dict):
            for name, text in value.items():
                texts = dict.fromkeys([*old.get(name, "").split(_JOINT), text])
                old[name] = _JOINT.join(filter(None, texts))
        elif old != value and key != "id":
            message = (
                f"{quote(str(value))} differs from {quote(str(old))} in the row of the same id."
            )
            place, other = draft.locate(key), first.locate(key)
            self._findings.append(codes.WRONG_TYPE.at(place, message, "Make them the same.", other))

    def _add_section(self, line: Line) -> str:
        """Return the key of the section of a row; add the section if it is new."""
        data = self._read_block(line, self._section, Section)
        if "title" not in data:
            columns = self._section["id"].columns if "id" in self._section else ()
            title = self._head.title
            data["title"] = data.get("id", title) if columns else title
        key = self._sections.find(data)
        self._keep_first(line, self.draft.sections, key, data, self._section)
        return key

    def _add_goal(self, line: Line, section: str) -> str:
        data = self._read_block(line, self._goal, Goal)
        if "title" not in data:
            if "id" not in data:
                return ""
            data["title"] = data["id"]
        key = self._goals.setdefault(section, _Groups()).find(data)
        self._keep_first(line, self.draft.goals, (section, key), data, self._goal)
        return key

    def _keep_first(
        self,
        line: Line,
        found: dict[Any, Data],
        key: Any,
        data: Data,
        readers: dict[str, FieldReader],
    ) -> None:
        """Add a section or goal; note later rows that contradict its first row."""
        first = found.setdefault(key, data)
        if first == data:
            return
        for name, value in data.items():
            if first.setdefault(name, value) != value and name in readers:
                columns = readers[name].columns
                place = line.locate(columns[0] if columns else None)
                message = (
                    f"The first row of the group says {quote(str(first[name]))}; that is kept."
                )
                self._report.note("refused", place, _JOINT.join(columns), str(value), message)
                line.mark(columns, Outcome.REFUSED)

    def _read_block(self, line: Line, readers: dict[str, FieldReader], block: Any) -> Data:
        specs, data = specs_of(block), dict[str, Any]()
        for key, reader in readers.items():
            field = self._read_field(reader, line)
            line.mark(reader.columns, Outcome.TYPED)
            if field.values:
                data[key] = self._check(line, reader, specs[key], field)
        return data

    def _check(self, line: Line, reader: FieldReader, spec: Spec, field: FieldValues) -> Any:
        """Return the value of a field, checked by its type."""
        values = list(field.values) if spec.many else [_JOINT.join(field.values)]
        for value in values:
            try:
                if not NUMBERED.search(value):
                    _type_of(spec).parse(value)
            except BadValue as bad:
                self._find_at(line, reader, bad.code, bad.message, bad.hint)
        return values if spec.many else values[0]

    def _find_at(
        self, line: Line, reader: FieldReader, code: codes.Code, message: str, hint: str
    ) -> None:
        column = reader.columns[0] if reader.columns else None
        self._findings.append(code.at(line.locate(column), message, hint))

    def _read_step(self, line: Line) -> Data:
        data: Data = {}
        doubts: dict[str, str] = {}
        for key, reader in self._columns.items():
            field = self._read_field(reader, line)
            line.mark(reader.columns, Outcome.TYPED)
            if key == "status":
                data[key] = self._read_status(line, field, doubts)
            elif key in ("lead", "departments"):
                self._read_owners(line, key, field, data, doubts)
            elif key in self._reading:
                self._read_date(line, key, reader, field, data, doubts)
            elif field.values:
                data[key] = self._check(line, reader, self._specs[key], field)
            elif key == "action":
                message = f"The row has no text for the step; {NO_TEXT} is used instead."
                self._report.note("review", line.locate(), _JOINT.join(reader.columns), "", message)
                data[key] = NO_TEXT
        extra = self._read_extra(line)
        if extra:
            data["extra"] = extra
        if doubts:
            data["needs_review"] = {"fields": list(doubts), "note": " ".join(doubts.values())}
        return data

    def _read_extra(self, line: Line) -> Data:
        found = {}
        for key, reader in self._extra.items():
            field = self._read_field(reader, line)
            line.mark(reader.columns, Outcome.EXTRA)
            if field.values:
                found[key] = _JOINT.join(field.values)
        return found

    def _doubt(
        self, line: Line, field: FieldValues, key: str, doubts: dict[str, str], reason: str
    ) -> None:
        doubts[key] = reason
        columns = field.columns
        line.mark(columns, Outcome.REVIEW)
        place = line.locate(columns[0] if columns else None)
        self._report.note("review", place, _JOINT.join(columns), field.printed, reason)

    def _read_status(self, line: Line, field: FieldValues, doubts: dict[str, str]) -> str:
        text = _JOINT.join(field.values)
        status = self._parse_status(text) if text else None
        if status is not None and status != UNKNOWN:
            return str(status.name)
        reason = f"The status is printed as {quote(field.printed)}." if field.printed else (
            "No status is printed."
        )  # fmt: skip
        self._doubt(line, field, "status", doubts, reason)
        return UNKNOWN.name

    def _read_owners(
        self, line: Line, key: str, field: FieldValues, data: Data, doubts: dict[str, str]
    ) -> None:
        ids, unknown = [], [field.unknown] if field.unknown else []
        for name in field.values:
            found = self._find_department(name, self._columns[key])
            if found is None:
                unknown.append(name)
            else:
                ids.append(found)
        if unknown:
            reason = f"Not understood as a department: {', '.join(map(quote, unknown))}."
            self._doubt(line, field, key, doubts, reason)
        if key == "lead" and ids:
            data["lead"] = ids[0]
        if ids:
            before = data.get("departments", [])
            both = [*ids, *before] if key == "lead" else [*before, *ids]
            data["departments"] = list(dict.fromkeys(both))

    def _find_department(self, name: str, reader: FieldReader) -> str | None:
        """Return the id of a department; generate it if any name is allowed."""
        folded = fold_name(name)
        if folded in self._known:
            return self._known[folded]
        declared = self._rules.departments or reader.rule.known
        named = {fold_name(name) for name in reader.rule.known}
        if (declared and folded not in named) or "@" in name or not folded:
            return None
        made = self._make_department_id(name)
        self._known[folded] = made
        self.draft.departments[folded] = {"id": made, "name": name}
        return made

    def _make_department_id(self, name: str) -> str:
        slug = make_department_id(name) or "department"
        used = {department["id"] for department in self.draft.departments.values()}
        unique, number = slug, 2
        while unique in used or fold_name(unique) in self._taken:
            unique, number = f"{slug}-{number}", number + 1
        return unique

    def _read_date(
        self,
        line: Line,
        key: str,
        reader: FieldReader,
        field: FieldValues,
        data: Data,
        doubts: dict[str, str],
    ) -> None:
        text = _JOINT.join(field.values)
        none = {fold_name(word) for word in self._rules.row.no_date}
        if not text or (none and fold_name(text) in none):
            if text:
                line.mark(field.columns, Outcome.LEFT_OUT)
                line.outcomes |= dict.fromkeys(field.columns, Outcome.LEFT_OUT)
            return
        kind = _type_of(self._specs[key])
        found = read_date(text, kind, self._reading[key])
        if found.text:
            data[key] = found.text
            if field.older:
                self._add_revision(line, reader, field, found.text, data)
            return
        self._keep_words(line, key, field, text, found.refusal, data, doubts)

    def _keep_words(
        self,
        line: Line,
        key: str,
        field: FieldValues,
        text: str,
        refusal: str,
        data: Data,
        doubts: dict[str, str],
    ) -> None:
        """Keep a text that is not a date: a deadline's as its label, others in needs_review."""
        place = line.locate(field.columns[0] if field.columns else None)
        named = _JOINT.join(field.columns)
        label = self._columns.get("deadline_label")
        if key != "deadline" or (label is not None and label.columns != field.columns):
            reason = f"The {key} is printed as {quote(text)}."
            self._doubt(line, field, key, doubts, reason)
            return
        data["deadline_label"] = text
        if refusal:
            line.mark(field.columns, Outcome.REFUSED)
            self._report.note(
                "refused", place, named, text, f"{refusal} Its words are kept as the label."
            )
        else:
            line.mark(field.columns, Outcome.WORDS)
            self._report.note(
                "words", place, named, text, "It is not a date, so its words are kept as the label."
            )

    def _add_revision(
        self, line: Line, reader: FieldReader, field: FieldValues, to: str, data: Data
    ) -> None:
        older = read_date(field.older, _type_of(self._specs["deadline"]), self._reading["deadline"])
        if not older.text:
            message = f"The deadline before, {quote(field.older)}, is not a date."
            self._find_at(line, reader, codes.NOT_A_DATE, message, older.refusal)
        elif older.text != to:
            move = {
                "from": older.text,
                "to": to,
                "on": reader.rule.on,
                "reason": reader.rule.reason,
            }
            data["revisions"] = [move]


class _Groups:
    """The sections, or the goals of one section, and their keys by id and title."""

    def __init__(self) -> None:
        self._by_id: dict[str, str] = {}
        self._by_title: dict[str, str] = {}

    def find(self, data: Data) -> str:
        """Return the key of the group of an id and a title.

        Groups of one title and several ids are several groups. An id that another title had before
        goes to the group of its title, or else is the group of that id under another title.
        """
        title, id_ = fold_name(data["title"]), data.get("id", "").casefold()
        known, same_title = self._by_id.get(id_), self._by_title.get(title)
        by_title = not id_ or (known and same_title)
        key = (same_title or title) if by_title else (known or f"{id_} {title}")
        if id_:
            self._by_id.setdefault(id_, key)
        self._by_title.setdefault(title, key)
        return key


def in_order(block: Any, data: Data) -> Data:
    """Return the data of a block, and of the blocks in it, in the order of the file."""
    found: Data = {}
    for key, spec in specs_of(block).items():
        if key in data:
            value = data[key]
            if spec.block and spec.many:
                value = [in_order(spec.block, block) for block in value]
            elif spec.block and isinstance(value, dict):
                value = in_order(spec.block, value)
            found[key] = value
    return found | {key: value for key, value in data.items() if key not in found}


def _type_of(spec: Spec) -> Any:
    assert spec.type is not None, "a field of texts"
    return spec.type


def _is_date(spec: Spec) -> bool:
    return bool(spec.type and spec.type.typed and not spec.type.number)
